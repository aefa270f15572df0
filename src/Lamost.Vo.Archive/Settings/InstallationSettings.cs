namespace Lamost.Vo.Archive.Settings;

/// <summary>
/// What the operator says of an installation: who publishes it, whom to ask, on what terms (docs/reference/settings.md). All that is said of it to people and programs comes
/// from here, in the registry, in answers and on pages. Immutable.
/// </summary>
public sealed record InstallationSettings
{
    /// <summary>The authority of an installation whose operator has chosen none. It belongs to nobody and must not be registered.</summary>
    public const string PlaceholderAuthority = "lamost.vo";

    /// <summary>What holds without a file of settings.</summary>
    public static InstallationSettings Default { get; } = new();

    /// <summary>Whether there is a file of settings. Without one the service works, and says in its registry that it is not set up.</summary>
    public bool IsSetUp { get; init; }

    /// <summary>The IVOA authority that all identifiers begin with: <c>ivo://authority/...</c> (IVOA Identifiers 2.0, 2.3.2).</summary>
    public string Authority { get; init; } = PlaceholderAuthority;

    /// <summary>When the installation came to be; null where nobody said.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>Who publishes.</summary>
    public PublisherSettings Publisher { get; init; } = new(new BilingualText("Lamost.Vo"));

    /// <summary>Whom to ask.</summary>
    public ContactSettings Contact { get; init; } = new(new BilingualText("The operator of this service"));

    /// <summary>The name of the service.</summary>
    public BilingualText Title { get; init; } = new("LAMOST spectra", "郭守敬望远镜光谱");

    /// <summary>Its name where there is little room: at most 11 characters, as names of its tables and releases begin with it and VOResource has 16.</summary>
    public string ShortName { get; init; } = "LAMOST";

    /// <summary>What it is, some sentences.</summary>
    public BilingualText Description { get; init; } = new(
        "Spectra of LAMOST, the Large Sky Area Multi-Object Fiber Spectroscopic Telescope (Guo Shou Jing Telescope), and the catalogs made from them.",
        "郭守敬望远镜（LAMOST）的光谱及由其得到的星表。");

    /// <summary>The page of the data for people; null for the page of the service.</summary>
    public Uri? ReferenceUrl { get; init; }

    /// <summary>On what terms the data may be used; null where nobody said.</summary>
    public RightsSettings? Rights { get; init; }

    /// <summary>The policy that holds for the data; null for none.</summary>
    public BilingualText? DataPolicy { get; init; }

    /// <summary>Bibcode of the article to cite; null for none.</summary>
    public string? Citation { get; init; }

    /// <summary>The sentence that articles are asked to have; null for none.</summary>
    public BilingualText? Acknowledgement { get; init; }

    /// <summary>What it is about: terms of the Unified Astronomy Thesaurus.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = ["spectroscopy", "stellar-spectral-types", "redshift-surveys", "sky-surveys"];

    /// <summary>Who made the data.</summary>
    public IReadOnlyList<CreatorSettings> Creators { get; init; } = [new("LAMOST collaboration")];

    /// <summary>Digital object identifiers of the whole, <c>10.12149/...</c>.</summary>
    public IReadOnlyList<string> Dois { get; init; } = [];

    /// <summary>What is said of single releases, by their names.</summary>
    public IReadOnlyDictionary<string, ReleaseSettings> Releases { get; init; } = new Dictionary<string, ReleaseSettings>();

    /// <summary>The identifier of the publisher.</summary>
    public string PublisherId => Publisher.Identifier.StartsWith("ivo://", StringComparison.Ordinal) ? Publisher.Identifier : $"ivo://{Authority}/{Publisher.Identifier}";

    /// <summary>Whether the publisher is registered here: it has an identifier of this authority.</summary>
    public bool RegistersPublisher => PublisherId.StartsWith($"ivo://{Authority}/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A text in English, and in Chinese where there is one.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese; null for none.</param>
public sealed record BilingualText(string English, string? Chinese = null);

/// <summary>Who publishes.</summary>
/// <param name="Name">Its name.</param>
public sealed record PublisherSettings(BilingualText Name)
{
    /// <summary>The key below the authority, <c>org</c>; or the whole identifier of an organisation that is registered elsewhere, <c>ivo://other/key</c>.</summary>
    public string Identifier { get; init; } = "org";

    /// <summary>Its home page; null for none.</summary>
    public Uri? Homepage { get; init; }

    /// <summary>The address of its logo; null for none.</summary>
    public Uri? Logo { get; init; }
}

/// <summary>Whom to ask.</summary>
/// <param name="Name">A person, or an office.</param>
public sealed record ContactSettings(BilingualText Name)
{
    /// <summary>An address that does not vanish with a person; null where nobody said.</summary>
    public string? Email { get; init; }

    /// <summary>The postal address; null for none.</summary>
    public BilingualText? Address { get; init; }

    /// <summary>With the code of the country; null for none.</summary>
    public string? Telephone { get; init; }
}

/// <summary>On what terms the data may be used.</summary>
/// <param name="Text">A sentence.</param>
/// <param name="Uri">The licence, an address of SPDX or Creative Commons; null for none.</param>
public sealed record RightsSettings(BilingualText Text, Uri? Uri);

/// <summary>Who made the data.</summary>
/// <param name="Name">A person as <c>Last, F.</c>, or a collaboration.</param>
/// <param name="Orcid">Sixteen digits in groups of four; null for none.</param>
public sealed record CreatorSettings(string Name, string? Orcid = null);

/// <summary>What is said of one release.</summary>
/// <param name="Published">When the survey published it; null where nobody said.</param>
/// <param name="Dois">Its digital object identifiers.</param>
/// <param name="ReferenceUrl">Its page for people; null for that of the service.</param>
public sealed record ReleaseSettings(DateOnly? Published, IReadOnlyList<string> Dois, Uri? ReferenceUrl);
