namespace EduDx.Ops.Access.Rules;

/// <summary>What somebody wants to do with a class of data.</summary>
public enum AccessAction
{
    /// <summary>See the figures of a view, as a wall shows them.</summary>
    Watch,
    /// <summary>Look things up: the tree, lists, history, one alarm with its past.</summary>
    Read,
    /// <summary>Take data away as a file that stands as evidence or is worked on elsewhere.</summary>
    Export,
    /// <summary>Do the day's work: acknowledge an alarm, close a school, correct a pupil's state, book a room, take a rejected event in again.</summary>
    Act,
    /// <summary>Change what the day's work is judged by: rules, norms, the roster.</summary>
    Configure,
    /// <summary>Let others in: grant roles, pair screens, hand out credentials.</summary>
    Manage,
}
