using System.CommandLine;
using Lamost.Vo.Archive.Settings;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo settings</c>: prints a file of settings to begin with, or checks one.</summary>
static class SettingsCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "A file of settings to check.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("settings", "Prints a file of settings to begin with, every key explained; or checks a file.") { file };
        command.SetAction((parsed, _) => ExitCode.OfAsync(() =>
        {
            if (parsed.GetValue(file) is not { } path)
            {
                Console.Out.Write(SettingsReader.Example);
                return Task.FromResult(ExitCode.Success);
            }
            var settings = SettingsReader.Read(path.FullName);
            Console.Out.WriteLine($"{path}: no fault. The service is ivo://{settings.Authority}, published by {settings.Publisher.Name.English}.");
            return Task.FromResult(ExitCode.Success);
        }));
        return command;
    }
}
