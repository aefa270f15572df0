using System.Buffers;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes many spectra into one file, as a stream: <see cref="Begin"/>, <see cref="Add"/> for each, <see cref="End"/>. Nothing is kept of a spectrum that was added, so a file may
/// have any number. For one thread at a time; a call that comes out of turn throws <see cref="InvalidOperationException"/>.
/// </summary>
public abstract class SpectrumCollectionWriter
{
    const int Before = 0, Open = 1, Ended = 2;

    int _state;
    int _count;

    /// <summary>The format of each spectrum, and so of the file.</summary>
    public abstract SpectrumFormat Format { get; }

    /// <summary>A writer of a VOTable with a TABLE for each spectrum, or of a FITS file with a binary table for each.</summary>
    /// <returns>Null for a format that has no place for more than one spectrum.</returns>
    public static SpectrumCollectionWriter? Create(SpectrumFormat format) =>
        format == SpectrumFormats.Votable ? new VotableSpectrumCollection(VotableSerialization.TableData) : format == SpectrumFormats.Fits ? new FitsSpectrumCollection() : null;

    /// <summary>Writes all that comes before the first spectrum.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="title">What the file holds, for a person.</param>
    public void Begin(IBufferWriter<byte> output, string title)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(title);
        Turn(Before);
        Opening(output, title);
        _state = Open;
    }

    /// <summary>Writes a spectrum.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">What finds it in the file, its obsid and what tells it from others of the same: name of the TABLE, EXTNAME. Not empty; should be unique.</param>
    /// <param name="spectrum">At least one pixel.</param>
    /// <param name="about">What the archive says of it.</param>
    /// <exception cref="ArgumentException">The arrays of the spectrum are not of one length, or empty; nothing was written of it, and others may follow.</exception>
    public void Add(IBufferWriter<byte> output, string name, Spectrum spectrum, DatasetDescription about)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(about);
        Turn(Open);
        Spectrum(output, new SpectrumTable(spectrum), name, ++_count, spectrum, about);
    }

    /// <summary>Writes all that comes after the last spectrum.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="ending">Whether all are there. VOTable says it in its last INFO; FITS has no place for it behind its data.</param>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        ArgumentNullException.ThrowIfNull(output);
        Turn(Open);
        Closing(output, ending);
        _state = Ended;
    }

    private protected abstract void Opening(IBufferWriter<byte> output, string title);

    private protected abstract void Spectrum(IBufferWriter<byte> output, SpectrumTable table, string name, int number, Spectrum spectrum, DatasetDescription about);

    private protected abstract void Closing(IBufferWriter<byte> output, TableEnding ending);

    void Turn(int state)
    {
        if (_state != state) throw new InvalidOperationException("Begin, then Add, then End.");
    }
}

/// <summary>A TABLE for each.</summary>
sealed class VotableSpectrumCollection(VotableSerialization serialization) : SpectrumCollectionWriter
{
    readonly VotableTablesWriter _writer = new(serialization);

    public override SpectrumFormat Format => SpectrumFormats.Votable;

    private protected override void Opening(IBufferWriter<byte> output, string title) => _writer.Begin(output, [new("TITLE", title)], [SpectrumVotable.Positions]);

    private protected override void Spectrum(IBufferWriter<byte> output, SpectrumTable table, string name, int number, Spectrum spectrum, DatasetDescription about)
    {
        _writer.BeginTable(output, SpectrumVotable.Header(table, spectrum, about, $"_{number}") with { Id = $"spectrum_{number}", Name = name });
        table.ForEachRow(row => _writer.Row(output, row.Span));
        _writer.EndTable(output);
    }

    private protected override void Closing(IBufferWriter<byte> output, TableEnding ending) => _writer.End(output, ending);
}

/// <summary>A binary table for each.</summary>
sealed class FitsSpectrumCollection : SpectrumCollectionWriter
{
    public override SpectrumFormat Format => SpectrumFormats.Fits;

    private protected override void Opening(IBufferWriter<byte> output, string title) => SpectrumFits.Primary(output, title);

    private protected override void Spectrum(IBufferWriter<byte> output, SpectrumTable table, string name, int number, Spectrum spectrum, DatasetDescription about) =>
        SpectrumFits.Extension(output, table, spectrum, about, name);

    private protected override void Closing(IBufferWriter<byte> output, TableEnding ending)
    {
    }
}
