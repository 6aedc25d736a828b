/** What an exchange says about a trade beside its core: texts by name. */
export type VendorData = Readonly<Record<string, string>>;
