/** A server and the open end of its named pipe. */
export interface OpenDoor {
  readonly pid: number;
  readonly port: number;
  /** Keeps the server running until it is closed, at the latest by the end of this process. */
  readonly fd: number;
}
