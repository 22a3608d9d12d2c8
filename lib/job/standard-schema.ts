/** A Standard Schema, version 1, as Zod, Valibot, ArkType and others make them. */
export interface StandardSchema {
  /** What the standard says of it. */
  readonly '~standard': {
    /** Of the standard. */
    readonly version: 1;
    /** Says whether a value is what the schema wants, and what becomes of it. */
    validate(value: unknown): SchemaResult | Promise<SchemaResult>;
  };
}

/** What a schema says of a value: its output, or what is wrong with it. */
export type SchemaResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong, and where. */
export interface SchemaIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where in the value: keys, or objects that hold one. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
