namespace Notify.LocalHosting.Dashboard;

internal static class LoginPage
{
    public static string Render(bool wasWrong) => Layout.Render("Log in", "", $"""
        <form class="login" method="post" action="/login">
        <h1>Log in</h1>
        <p>The AppHost prints a link with the token when it starts: “Login to the dashboard at …”. Open it, or paste the token.</p>
        {(wasWrong ? "<p class=\"problem\" role=\"alert\">That is not the token of this run. Each run has a new one.</p>" : "")}
        <label>Token <input name="t" type="password" autocomplete="off" required autofocus></label>
        <button class="primary">Log in</button>
        </form>
        """);
}
