using ChatHub.Chat;
using ChatHub.Chat.MessageLog;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog.Index;
using ChatHub.Server.Storage.MessageLog.Reading;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Puts the message log into the host.</summary>
internal static class MessageLogRegistration
{
    /// <summary>Takes the data directory for this process and adds the log, if it is not switched off.</summary>
    /// <exception cref="SettingsException">Another process has the data directory.</exception>
    public static IServiceCollection AddMessageLog(this IServiceCollection services, string dataDirectory, MessageLogOptions options)
    {
        var held = DataDirectoryLock.Take(dataDirectory);
        services.AddSingleton(_ => held); // by a factory, so that the container lets go of it
        services.AddSingleton(options);
        services.AddSingleton(new MessageLogFiles(dataDirectory));
        if (!options.Enabled)
        {
            services.AddSingleton<Func<MessageLogStatus>>(() => MessageLogStatus.Off);
            services.AddSingleton<IMessageReader>(provider => new HistoryMessageReader(provider.GetRequiredService<MessageHub>().History));
            return services.AddSingleton<IMessageLog, NoMessageLog>();
        }

        services.AddSingleton<MessageIndex>();
        services.AddSingleton<IMessageLogFollower>(provider => provider.GetRequiredService<MessageIndex>());
        services.AddSingleton<IMessageReader, SqliteMessageReader>();
        services.AddSingleton(provider => new SqliteMessageLog(
            provider.GetRequiredService<MessageLogFiles>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteMessageLog>>(),
            provider.GetServices<IMessageLogFollower>()));
        services.AddSingleton<Func<MessageLogStatus>>(provider =>
        {
            var log = provider.GetRequiredService<SqliteMessageLog>();
            return () => log.Status;
        });
        return services.AddSingleton<IMessageLog>(provider => provider.GetRequiredService<SqliteMessageLog>());
    }
}
