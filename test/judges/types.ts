/** What is judged: one synthesized app. */
export interface Target {
  /** Unique name, as shown and as used by `expected-findings.ts`: `examples/<name>` or the path of the integration test. */
  readonly name: string;
  /** File that creates the app and exports it as `app`, for judges that need the construct tree. */
  readonly app: string;
  readonly templates: readonly Template[];
}

export interface Template {
  /** Absolute path. */
  readonly file: string;
  /** Path within the cloud assembly. */
  readonly label: string;
  /** Region that the stack is bound to; undefined when the app leaves it open. */
  readonly region?: string;
}

/** One complaint about one resource. */
export interface Finding {
  readonly judge: string;
  readonly target: string;
  /** Template's label; empty when the judge names none. */
  readonly template: string;
  /** Logical id, or construct path for judges that walk the construct tree; empty when the complaint is about the whole template. */
  readonly resource: string;
  readonly rule: string;
  readonly message: string;
}

/** A checker of another project. `judge` throws when anything goes wrong, so that no complaint means that it looked. */
export interface Judge {
  readonly name: string;
  /** Rules that must complain about `bad.template.json`, so that a judge that sees nothing cannot pass. */
  readonly mustFind: readonly string[];
  available(): Promise<Availability>;
  judge(target: Target): Promise<Finding[]>;
}

export type Availability = { readonly version: string } | { readonly missing: string };
