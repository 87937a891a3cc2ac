using ClaimTracker.Operations;

return await CommandLine.Run(args);
