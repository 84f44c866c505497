using System.Reflection;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Hosting;

/// <summary>Loads what the hub calls into before clients come.</summary>
/// <remarks>Code that is compiled ahead of time loads an assembly when it first calls into it. In a process that is out of descriptors that fails, wherever the call stands: a socket could not
/// even be closed, and the process ended. The dashboard's parts are not loaded early: then nobody new reaches the dashboard either, and loading all of them takes 13 MB.</remarks>
internal static class EarlyAssemblies
{
    /// <summary>Loads the assemblies that the wire, the hub and the framing refer to.</summary>
    public static void Load()
    {
        foreach (var part in new[] { typeof(ListenerManager), typeof(MessageHub), typeof(LineFramer) })
        {
            foreach (var name in part.Assembly.GetReferencedAssemblies())
            {
                Assembly.Load(name);
            }
        }
    }
}
