using ClaimTracker.Articles;
using ClaimTracker.Auth;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Index;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using ClaimTracker.Operations.Pages;
using ClaimTracker.Questions;
using ClaimTracker.Search;
using ClaimTracker.Verification;

namespace ClaimTracker.Operations;

/// <summary>Puts the service together: services, pipeline, and one Map call per feature.</summary>
internal static class Service
{
    public static WebApplication Build(Database database, ServiceOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "claimtracker",
            EnvironmentName = Environments.Production,

            // Else the working directory is watched with all that is in it: the record too, so that every write costs a notice.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(options.Urls.Split(';')).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.Body + 1;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        AddLog(builder, database, options);
        builder.AddTelemetry(options);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        AddServices(builder.Services, database, options);

        var app = builder.Build();
        database.Storage.Changed += new StorageLog(app.Services.GetRequiredService<ILogger<StorageLog>>(), database.Path).Tell;
        app.UseProxies(options);
        app.UseTelemetry(options);
        app.UseRequestLog();
        app.UseManners();
        app.UseHostFiltering();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimits();
        app.UseNegotiation();
        Map(app, options);
        database.CatchUp();
        return app;
    }

    /// <summary>The services of messages: also used by the command line, which sends the same messages without HTTP.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        database.Derive(new ClaimIndex());
        database.Derive(new ClaimBodies());
        database.Follow(new AnswerLinks());
        services.AddScoped<Caller>();
        services.AddSingleton<Quotations>();
        services.AddSingleton<ClaimExpander>();
        services.AddSingleton<EmbargoAlarm>();
        services.AddSingleton<IFollowSnapshot, AppearanceAnchors>();
        services.AddSingleton<IFollowSnapshot, EvidenceAnchors>();
        services.AddSingleton<IExpandClaims, EvidenceOfClaim>();
        services.AddSingleton<IExpandClaims, ReviewsOfClaim>();
        services.AddSingleton<IExpandClaims, LinksOfClaim>();
        services.AddSingleton<IExpandClaims, AnswersOfClaim>();
        services.AddSingleton<IExpandClaims, ClaimHistory>();
        services.AddSingleton(SearchBounds.Default);
        services.AddSingleton<IFollowArticle, FollowPublication>();
        services.AddSingleton<IRecordClaimLinks, LinkRow>();
        services.AddSingleton<IRecordClaimAnswers, AnswerRow>();
        services.AddSingleton<ClaimMerging>();
        services.AddSingleton<IHangOnClaims, AppearancesFollow>();
        services.AddSingleton<IHangOnClaims, LinksFollow>();
        services.AddSingleton<IHangOnClaims, AnswersFollow>();
        services.AddSingleton<IHangOnClaims, EvidenceFollows>();
        services.AddSingleton<IHangOnClaims, ReviewsFollow>();
        services.AddSingleton<IHangOnClaims, ChallengesFollow>();
        services.AddMediatR(mediator => mediator.RegisterServicesFromAssemblyContaining<Database>().AddOpenBehavior(typeof(LoggingBehavior<,>)));
        return services;
    }

    /// <summary>The framework's own lines would tell paths and queries below Warning.</summary>
    private static void AddLog(WebApplicationBuilder builder, Database database, ServiceOptions options)
    {
        builder.Logging.ClearProviders().SetMinimumLevel(options.LogLevel > LogLevel.Warning ? options.LogLevel : LogLevel.Warning)
            .AddFilter(nameof(ClaimTracker), options.LogLevel)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);   // a failed start is told in a sentence
        builder.Services.AddSingleton<ILoggerProvider>(_ => new LogLines(options.Log, options.LogOutput ?? Console.OpenStandardError(), database.Clock));
    }

    private static void AddServices(IServiceCollection services, Database database, ServiceOptions options)
    {
        services.AddMessages(database);
        services.AddKnownHosts(options);
        services.AddScoped<Idempotency>();
        services.AddSingleton(new RateLimiter(options.Rates, database.Clock));
        services.AddHostedService<EmbargoService>();
        services.AddSingleton(options);
        services.AddSingleton<HealthWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthWatch>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        // Only the API document is that deep: the schema of a dispute. Bodies are held to their own limit where they are read.
        services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions).MaxDepth = 64);
        services.Configure<RouteOptions>(routes =>
        {
            routes.SetParameterPolicy<IdConstraint>("id");
            routes.AppendTrailingSlash = false;
        });
        // It would answer 415 before it is known who asks; UseNegotiation looks at media types after the role.
        services.Remove(services.Single(s => s.ServiceType == typeof(MatcherPolicy) && s.ImplementationType?.Name == "AcceptsMatcherPolicy"));
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddApiKeys();
        services.AddRoles(options.Reading);
        services.AddApiDocument();
        services.AddSingleton(new PageSettings(options.Swagger));
    }

    private static void Map(WebApplication app, ServiceOptions options)
    {
        var api = app.MapGroup("/v1").WithMetadata(new JsonApi()).AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Idempotency>().InvokeAsync(context, next));
        api.MapClaims();
        api.MapLinks();
        api.MapQuestions();
        api.MapDisputes();
        api.MapVerification();
        api.MapSearch();
        api.MapArticles();
        api.MapClaimants();
        api.MapKeys();
        api.MapAudit();
        app.MapPages();
        app.MapHealth();
        app.MapProblems();
        app.MapApiDocument(options.Swagger);
    }
}
