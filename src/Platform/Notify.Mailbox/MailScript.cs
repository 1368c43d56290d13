namespace Notify.Mailbox;

/// <summary>The misbehaviour in force. Thread-safe; the first rule that matches strikes.</summary>
public sealed class MailScript
{
    private readonly Lock _gate = new();
    private readonly List<(ScriptRule Rule, int Left)> _rules = [];
    private volatile bool _isEmpty = true;

    /// <summary>Gets the rules in force, with how often each will still strike.</summary>
    public IReadOnlyList<ScriptRule> Rules
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(static entry => entry.Rule.Times is null ? entry.Rule : entry.Rule with { Times = entry.Left })];
        }
    }

    /// <summary>Adds a rule after those in force.</summary>
    public void Add(ScriptRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        lock (_gate)
        {
            _rules.Add((rule, rule.Times ?? int.MaxValue));
            _isEmpty = false;
        }
    }

    /// <summary>Ends all misbehaviour.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            _isEmpty = true;
        }
    }

    internal ScriptRule? Strike(ScriptStage stage, IReadOnlyList<string> addresses)
    {
        if (_isEmpty)
            return null;

        lock (_gate)
        {
            var index = _rules.FindIndex(entry => entry.Left > 0 && entry.Rule.Matches(stage, addresses));
            if (index < 0)
                return null;

            var (rule, left) = _rules[index];
            if (rule.Times is not null)
                _rules[index] = (rule, left - 1);
            return rule;
        }
    }
}
