using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Cli;

/// <summary>What <c>lamost-vo</c> ends with.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Not done; the reason is on standard error.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong; what would be right is on standard error.</summary>
    public const int WrongUsage = 2;

    /// <summary>Interrupted by Ctrl-C or SIGTERM before it was done (128 + SIGINT, as a shell has it).</summary>
    public const int Interrupted = 130;

    /// <summary>Runs a command and turns its failures into a sentence on standard error and an exit code.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("lamost-vo: interrupted; nothing that is served was changed.");
            return Interrupted;
        }
        catch (VoException e)
        {
            Console.Error.WriteLine($"lamost-vo: {e.Error}");
            return Failure;
        }
        catch (WrongUsageException e)
        {
            Console.Error.WriteLine($"lamost-vo: {e.Message}");
            return WrongUsage;
        }
        catch (DefinitionException e)
        {
            foreach (var error in e.Errors) Console.Error.WriteLine(error);
            return Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"lamost-vo: {e.Message}");
            return Failure;
        }
    }
}

/// <summary>The command line asks for what there is not; found only after it was parsed.</summary>
/// <param name="message">What is wrong and what would be right.</param>
sealed class WrongUsageException(string message) : Exception(message);
