using System.Reflection;

namespace Lamost.Vo.Server;

/// <summary>What the service calls itself.</summary>
public static class ServiceVersion
{
    /// <summary>The version, e.g. <c>0.1.0</c>.</summary>
    public static string Number { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The product token of the Server header (IVOA note "Operational identification of software components").</summary>
    public static string Product => $"Lamost.Vo/{Number}";
}
