// The engine's namespaces, and nothing else: swapping the root of these lines is the whole port to another engine with Elsa's API.
global using Becs.Workflows;
global using Becs.Workflows.Activities.Flowchart.Attributes;
global using Becs.Workflows.Activities.Flowchart.Models;
global using Becs.Workflows.Attributes;
global using Becs.Workflows.Models;
