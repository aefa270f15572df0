using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Database;

/// <summary>
/// The role that runs whatever a user's query causes. It logs in itself: a session that only *switched* to it (SET ROLE, or the start-up option
/// <c>role</c>) is switched back by <c>set_config('role', 'none', false)</c>, which any query can call. (docs/dev/database.md)
/// </summary>
static class ReaderRole
{
    /// <summary>Makes the role if it is missing and restricts it.</summary>
    /// <returns>Its password; null where the service does not know one.</returns>
    /// <exception cref="VoException">LVO-DB-5026 when it is missing and may not be made.</exception>
    public static async Task<string?> EnsureAsync(NpgsqlConnection owner, ArchiveDatabaseOptions options, CancellationToken cancel)
    {
        var kept = await ScalarAsync<string>("SELECT value FROM vo.secret WHERE name = 'reader_password'").ConfigureAwait(false);
        var password = options.ReaderPassword ?? kept;
        if (!await ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ArchiveDatabase.ReaderRole}')").ConfigureAwait(false))
        {
            password ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            await CreateAsync(owner, password, cancel).ConfigureAwait(false);
            if (options.ReaderPassword is null)
            {
                await owner.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO vo.secret VALUES ('reader_password', @password) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    new { password }, cancellationToken: cancel)).ConfigureAwait(false);
            }
        }
        await owner.ExecuteAsync(new CommandDefinition($"GRANT USAGE ON SCHEMA tap_schema, adql, vo_upload TO {ArchiveDatabase.ReaderRole}; "
            + $"GRANT SELECT ON ALL TABLES IN SCHEMA tap_schema TO {ArchiveDatabase.ReaderRole}", cancellationToken: cancel)).ConfigureAwait(false);
        foreach (var statement in Restrictions(owner.Database, options)) await TryAsync(owner, statement, cancel).ConfigureAwait(false);
        return password;

        Task<T?> ScalarAsync<T>(string sql) => owner.ExecuteScalarAsync<T>(new CommandDefinition(sql, cancellationToken: cancel));
    }

    /// <summary>Refuses a role that an administrator made mightier than it may be.</summary>
    /// <exception cref="VoException">LVO-DB-5028.</exception>
    public static async Task CheckAsync(NpgsqlConnection reader, CancellationToken cancel)
    {
        var why = await reader.ExecuteScalarAsync<string>(new CommandDefinition("""
            SELECT CASE
              WHEN current_user <> @role OR session_user <> @role THEN 'it is logged in as ' || session_user
              WHEN rolsuper THEN 'it is a superuser'
              WHEN rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls THEN 'it may create roles or databases, replicate, or pass row security'
              WHEN EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid) THEN 'it is a member of other roles'
              WHEN has_schema_privilege('vo', 'usage') THEN 'it may use the schema vo'
              WHEN has_database_privilege(current_database(), 'create') THEN 'it may create schemas'
            END FROM pg_roles r WHERE rolname = current_user
            """, new { role = ArchiveDatabase.ReaderRole }, cancellationToken: cancel)).ConfigureAwait(false);
        if (why is not null) throw DatabaseErrors.ReaderTooMighty(ArchiveDatabase.ReaderRole, why);
    }

    /// <summary>
    /// What makes the role safer yet, and what an owner that is no superuser may not be allowed to do, in which case the database stays as it is.
    /// Functions that change settings, sleep, lock, or write are open to everybody in PostgreSQL, even in a read-only session.
    /// </summary>
    static IEnumerable<string> Restrictions(string database, ArchiveDatabaseOptions options)
    {
        const string role = ArchiveDatabase.ReaderRole;
        yield return $"ALTER ROLE {role} SET default_transaction_read_only = on";
        yield return $"ALTER ROLE {role} SET jit = off";
        yield return string.Create(CultureInfo.InvariantCulture, $"ALTER ROLE {role} SET temp_file_limit = '{options.TempFileLimitMegabytes}MB'");
        yield return $"REVOKE TEMPORARY, CREATE ON DATABASE {SqlNames.Quote(database)} FROM PUBLIC";
        yield return "REVOKE CREATE ON SCHEMA public FROM PUBLIC";
        yield return """
            DO $$
            DECLARE f regprocedure;
            BEGIN
              FOR f IN SELECT oid::regprocedure FROM pg_proc
                WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', oid, 'execute')
                  AND (proname IN ('set_config', 'pg_notify', 'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_open', 'lowrite', 'pg_export_snapshot')
                    OR proname LIKE 'pg\_sleep%' OR proname LIKE 'pg\_%advisory%' OR proname ~ '^(query|table|cursor|schema|database)_to_xml')
              LOOP
                EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
              END LOOP;
            END $$
            """;
    }

    static async Task CreateAsync(NpgsqlConnection owner, string password, CancellationToken cancel)
    {
        const string create = $"CREATE ROLE {ArchiveDatabase.ReaderRole} LOGIN NOINHERIT PASSWORD ";
        try
        {
            await owner.ExecuteAsync(new CommandDefinition(create + SqlNames.Literal(password), cancellationToken: cancel)).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw DatabaseErrors.NoRights("create the role that reads for users",
                $"{create}'...'; -- and give the password to the service in {ArchiveDatabaseOptions.ReaderPasswordVariable}", e);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // A service on another database of the same server was faster; that the password fits is seen at the log-in.
        }
    }

    /// <summary>
    /// Runs a statement whose refusal is borne. A service on another database of the same server may change the same role just now, which
    /// PostgreSQL reports as a duplicate key or as "tuple concurrently updated" (XX000); then it is tried again.
    /// </summary>
    static async Task TryAsync(NpgsqlConnection owner, string statement, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await owner.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancel)).ConfigureAwait(false);
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
            {
                return; // not ours to decide
            }
            catch (PostgresException e) when (attempt < 50 && e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError)
            {
                await Task.Delay(Random.Shared.Next(5, 50), cancel).ConfigureAwait(false);
            }
        }
    }
}
