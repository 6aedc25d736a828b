/** The port on which the app serves its register. */
export const registerPort = 8610;

/** The address of that register. */
export const registerOrigin = `http://127.0.0.1:${registerPort}`;
