using System.CommandLine;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Cli;

/// <summary>Which release a command works on: the name of one that the program brings, or the file of a definition.</summary>
static class ReleaseOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--release")
        {
            Description = $"A release the program knows ({string.Join(", ", ReleaseDefinitions.Names)}), or the path of a definition (*.yaml).",
            Required = true,
            HelpName = "NAME",
        };
        option.Validators.Add(r =>
        {
            var name = r.GetValue(option);
            if (name is null || ReleaseDefinitions.Names.Contains(name) || File.Exists(name)) return;
            r.AddError($"--release \"{name}\" is neither a release the program knows ({string.Join(", ", ReleaseDefinitions.Names)}) nor a file.");
        });
        return option;
    }

    public static ReleaseDefinition Get(string name) => ReleaseDefinitions.Names.Contains(name) ? ReleaseDefinitions.Get(name) : ReleaseReader.Read(name);
}
