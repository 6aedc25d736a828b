/** The encodings that a file can be read in. */
export type Encoding = 'utf-8';
