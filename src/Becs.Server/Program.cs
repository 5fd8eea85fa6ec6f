using Becs.Server.Hosting;

try
{
    if (Verbs.IsVerb(args))
    {
        return await Verbs.RunAsync(args);
    }

    var app = Server.Build(args);
    await app.StartUpAsync();
    await app.RunAsync();
    return 0;
}
catch (StartException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return StartException.ExitCode;
}

/// <summary>Named so that tests can start the server in their own process.</summary>
public partial class Program;
