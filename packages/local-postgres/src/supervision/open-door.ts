/** A server and the open end of its door. */
export interface OpenDoor {
  readonly pid: number;
  readonly port: number;
  /** Keeps the server alive until it is closed, by whatever end this process comes to. */
  readonly fd: number;
}
