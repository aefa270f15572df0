using System.Globalization;
using System.Text;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// The server settings of the embedded cluster, sized for the machine (docs/dev/embedded-cluster.md says why each has its value).
/// They are written anew at each start; an operator's own go into <c>local.conf</c> beside them, which is read last and never written.
/// </summary>
static class ClusterSettings
{
    const long Megabyte = 1 << 20, Gigabyte = 1 << 30;

    /// <summary>The text of the settings file.</summary>
    /// <param name="machine">What there is to use.</param>
    /// <param name="options">The operator's choices.</param>
    /// <param name="socketDirectory">Where the one socket goes.</param>
    /// <param name="linux">Whether the system is Linux: other systems refuse some settings.</param>
    public static string Write(MachineResources machine, EmbeddedClusterOptions options, string socketDirectory, bool linux)
    {
        var memory = Math.Min(machine.MemoryBytes, options.MemoryBytes ?? long.MaxValue);
        var cores = Math.Max(1, machine.Cores);
        var text = new StringBuilder("# Written by lamost-vo at each start. Put your own settings into local.conf, which is read after this file.\n");

        Set("listen_addresses", "''");
        Set("unix_socket_directories", Quote(socketDirectory));
        Set("unix_socket_permissions", "0700");
        Set("port", "5432");
        Set("max_connections", options.MaxConnections);
        Set("password_encryption", "scram-sha-256");
        if (linux) Set("client_connection_check_interval", "500ms");

        Size("shared_buffers", Math.Clamp(memory / 4, 32 * Megabyte, 16 * Gigabyte));
        Size("effective_cache_size", Math.Max(memory * 5 / 8, 64 * Megabyte));
        Size("work_mem", Math.Clamp(memory / 16 / cores, 8 * Megabyte, 256 * Megabyte));
        Size("maintenance_work_mem", Math.Clamp(memory / 16, 64 * Megabyte, 2 * Gigabyte));
        if (machine.SharedMemoryBytes is < 512 * Megabyte) Set("dynamic_shared_memory_type", "mmap");

        Set("max_worker_processes", Math.Max(8, cores * 2));
        Set("max_parallel_workers", cores);
        Set("max_parallel_workers_per_gather", Math.Clamp(cores / 2, 1, 4));
        Set("max_parallel_maintenance_workers", Math.Clamp(cores / 2, 1, 4));

        Set("wal_level", "minimal");
        Set("max_wal_senders", 0);
        Set("wal_compression", "on");
        Size("max_wal_size", Math.Clamp(memory / 4, Gigabyte, 16 * Gigabyte));
        Set("checkpoint_timeout", "15min");
        Set("checkpoint_completion_target", "0.9");
        if (!options.Durable)
        {
            Set("fsync", "off");
            Set("full_page_writes", "off");
        }

        Set("jit", "off");
        Set("random_page_cost", "1.1");
        if (linux) Set("effective_io_concurrency", 200);
        Set("default_statistics_target", 200);

        Set("logging_collector", "off");
        Set("log_destination", "'stderr'");
        Set("log_line_prefix", "'%m [%p] '");
        Set("log_timezone", "'UTC'");
        Set("timezone", "'UTC'");
        Set("lc_messages", "'C'");
        return text.ToString();

        void Set(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"{name} = {value}\n");
        void Size(string name, long bytes) => Set(name, string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MB"));
    }

    /// <summary>Who may connect: whoever reaches the socket, which lies in a directory that only the service and its server may enter.</summary>
    public const string HostBasedAuthentication = "# Written by lamost-vo at each start.\nlocal all all trust\n";

    static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
