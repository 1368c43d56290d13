namespace Notify.Cli.Tests.Support;

/// <summary>A program named dotnet that builds nothing, and plays the app host when it is to run one.</summary>
internal static class FakeAppHost
{
    /// <summary>What an app host does that ends in good order, with exit code 7, once its gate is opened where there is one.</summary>
    public const string Polite = """
        end() {
          trap '' TERM INT
          echo "ending" >>"$calls"
          [ ! -p "$NOTIFY_HOME/gate" ] || read -r _ <"$NOTIFY_HOME/gate"
          rm "$NOTIFY_HOME/apphost.json"
          kill "$sleeper"
          echo "ended" >>"$calls"
          exit 7
        }
        trap end TERM INT
        listen
        sleep infinity &
        sleeper=$!
        wait
        """;

    /// <summary>What an app host does that ends for nobody.</summary>
    public const string Stubborn = """
        trap '' TERM INT
        listen
        exec sleep infinity
        """;

    /// <summary>Gives a machine everything that <c>up</c> needs, and an app host that does what a script says.</summary>
    public static void Install(Desk desk, string control, string script) => desk.Programs
        .Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server", "redis-server")
        .Link("rm", "setsid", "sleep")
        .Add("dotnet", $$"""
            calls='{{desk.Programs.Calls}}'
            echo "dotnet $*" >>"$calls"
            [ "$1" != build ] || exit 0
            listen() {
              local stat fields
              stat=$(</proc/$$/stat)
              read -ra fields <<<"${stat##*) }"
              echo "pid=$$ session=${fields[3]} owner=${ASPIRE_CLI_PID:-} environment=$ASPNETCORE_ENVIRONMENT $DOTNET_ENVIRONMENT" >>"$calls"
              echo "The app host listens."
              printf '{"pid":%s,"started":"%s","control":"%s","token":"%s"}' $$ "${fields[19]}" '{{control}}' '{{ControlServer.Token}}' >"$NOTIFY_HOME/apphost.json"
            }
            {{script}}
            """);
}
