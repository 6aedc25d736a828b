/** An amount in US dollars: an exact decimal text such as `0.0015`, or a number that prints as one. */
export type Amount = string | number;
