import type { Assumptions } from '../assumptions';
import type { CheckContext, Problem, Rule } from '../rule';
import type { TemplateResource } from '../template-resource';
import { defaultsOf, variantsOf } from '../variants';
import type { Variant } from '../variants';

/** A variant of a resource that a rule can judge. */
interface Form {
  readonly resource: TemplateResource;
  readonly context: CheckContext;
  readonly outcomes: ReadonlyMap<string, string>;
}

/** The forms of a resource that differ from what its template says. */
export interface Forms {
  /** The branches of its conditions, and the values of its references. */
  readonly branches: readonly Form[];
  /** The form with the defaults of parameters. */
  readonly byDefault?: Form;
  /** The parameters with these defaults. */
  readonly parameters: readonly string[];
}

/** A problem with the forms that have it. */
interface Found {
  readonly problem: Problem;
  readonly forms: Form[];
}

/** Judges each resource in all variants that synthesis can tell, and says in which of them a problem occurs. */
export class VariantChecks {
  private readonly contexts = new Map<unknown, CheckContext>();

  public constructor(private readonly context: CheckContext) {}

  /** @param forms what `formsOf` says of the resource */
  public problemsOf(rule: Rule, resource: TemplateResource, forms?: Forms): Problem[] {
    if (!forms) return [...rule.check(resource, this.context)];
    const { branches, byDefault, parameters } = forms;
    const problems = inBranches(rule, branches);
    if (!byDefault) return problems;
    const places = new Set(problems.filter(({ unresolved }) => !unresolved).map(({ at }) => at));
    // The place of a problem that the default does not cause has a finding already.
    const added = [...rule.check(byDefault.resource, byDefault.context)].filter(
      ({ at, unresolved }) => !unresolved && !places.has(at),
    );
    return [
      ...problems,
      ...added.map((problem) => ({ ...problem, text: `${problem.text}, ${withDefaults(parameters)}` })),
    ];
  }

  /** The forms of a resource; undefined if it has only its own. */
  public formsOf(resource: TemplateResource): Forms | undefined {
    const variants = variantsOf(resource);
    const parameters = defaultsOf(resource);
    if (variants.length === 0 && parameters.length === 0) return undefined;
    const own: Form = { resource, context: this.context, outcomes: new Map() };
    const branches = variants.flatMap((variant) => this.formOf(resource, variant));
    const [byDefault] =
      parameters.length > 0 ? this.formOf(resource, { assumptions: { defaults: true }, outcomes: new Map() }) : [];
    return { branches: branches.length > 0 ? branches : [own], byDefault, parameters };
  }

  private formOf(original: TemplateResource, { assumptions, outcomes }: Variant): Form[] {
    const context = this.contextOf(assumptions);
    const resource = context.app.counterpartOf(original);
    return resource ? [{ resource, context, outcomes }] : [];
  }

  /** One context for each view, because rules keep what they find by context. */
  private contextOf(assumptions: Assumptions): CheckContext {
    const app = this.context.app.assuming(assumptions);
    let context = this.contexts.get(app);
    if (!context) this.contexts.set(app, (context = { ...this.context, app }));
    return context;
  }
}

/** The problems of all branches. One that only some branches have says which. */
function inBranches(rule: Rule, branches: readonly Form[]): Problem[] {
  const found = new Map<string, Found>();
  for (const form of branches) {
    for (const problem of rule.check(form.resource, form.context)) {
      const { at, text, remedy, severity, unresolved } = problem;
      const key = JSON.stringify([at, text, remedy, severity, unresolved]);
      const entry = found.get(key) ?? { problem, forms: [] };
      found.set(key, entry);
      if (!entry.forms.includes(form)) entry.forms.push(form);
    }
  }
  return [...found.values()].map(({ problem, forms }) =>
    forms.length === branches.length ? problem : { ...problem, text: `${problem.text}, ${where(forms, branches)}` },
  );
}

/** The branches in words, with as few conditions and values as tell them from the others. */
function where(forms: readonly Form[], branches: readonly Form[]): string {
  const shared = [...forms[0].outcomes].filter(([name, value]) =>
    forms.every(({ outcomes }) => outcomes.get(name) === value),
  );
  if (matching(shared, branches).length !== forms.length) {
    const each = forms.map((form) => needed([...form.outcomes], [form], branches));
    return `where ${alternatives(each)}`;
  }
  return `where ${inWords(needed(shared, forms, branches))}`;
}

type Outcome = readonly [name: string, value: string];

/** The outcomes without those that the others make superfluous. */
function needed(outcomes: readonly Outcome[], forms: readonly Form[], branches: readonly Form[]): readonly Outcome[] {
  return outcomes.reduce((kept, outcome) => {
    const fewer = kept.filter((each) => each !== outcome);
    return fewer.length > 0 && matching(fewer, branches).length === forms.length ? fewer : kept;
  }, outcomes);
}

function matching(outcomes: readonly Outcome[], branches: readonly Form[]): Form[] {
  return branches.filter((form) => outcomes.every(([name, value]) => form.outcomes.get(name) === value));
}

function inWords(outcomes: readonly Outcome[]): string {
  return outcomes.map(([name, value]) => `${name} is ${value}`).join(' and ');
}

/** Several branches in words. The values of one reference stand in one list. */
function alternatives(each: readonly (readonly Outcome[])[]): string {
  const [[[name]]] = each;
  if (each.some((outcomes) => outcomes.length > 1 || outcomes[0][0] !== name)) return each.map(inWords).join(', or ');
  const values = each.map(([[, value]]) => value);
  return `${name} is ${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

function withDefaults(parameters: readonly string[]): string {
  const [kind, of] = parameters.length === 1 ? ['default', 'parameter'] : ['defaults', 'parameters'];
  return `with the ${kind} of the ${of} ${parameters.join(', ')}`;
}
