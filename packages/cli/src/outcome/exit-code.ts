/** The signals that end a command, with the exit codes that shells give them. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
