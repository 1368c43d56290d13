namespace Notify.Gateway.Problems;

/// <summary>Puts the error contract into the pipeline.</summary>
internal static class ProblemHosting
{
    /// <summary>Turns every error below into a problem. Goes first.</summary>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        return app;
    }
}
