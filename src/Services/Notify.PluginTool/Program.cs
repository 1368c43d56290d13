using Notify.PluginTool;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};
return await CommandLine.RunAsync(args, Console.Out, stopping.Token);
