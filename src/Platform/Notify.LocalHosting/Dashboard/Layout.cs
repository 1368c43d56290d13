using System.Text.Encodings.Web;

namespace Notify.LocalHosting.Dashboard;

/// <summary>The frame of every page. Whatever is put into a page goes through <see cref="Text"/> first.</summary>
internal static class Layout
{
    public static string Text(string? value) => HtmlEncoder.Default.Encode(value ?? "");

    public static string Render(string title, string current, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)} · Notify</title>
        <link rel="stylesheet" href="/assets/app.css">
        <script src="/assets/app.js" defer></script>
        </head>
        <body>
        <header>
        <a class="brand" href="/">Notify</a>
        <nav>
        <a href="/"{Current(current == "resources")}>Resources</a>
        <a href="/consolelogs"{Current(current == "logs")}>Console</a>
        </nav>
        <button type="button" id="theme" title="Switch between light and dark">◐</button>
        </header>
        <main>
        {body}
        </main>
        </body>
        </html>
        """;

    private static string Current(bool isCurrent) => isCurrent ? " aria-current=\"page\"" : "";
}
