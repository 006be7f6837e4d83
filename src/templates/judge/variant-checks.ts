import type { Assumptions } from '../assumptions';
import type { CheckContext, Problem, Rule } from '../rule';
import type { TemplateResource } from '../template-resource';
import { defaultsOf, variantsOf } from '../variants';
import type { Variant } from '../variants';

/** A variant of a resource that a rule can judge. */
interface Form {
  readonly resource: TemplateResource;
  readonly context: CheckContext;
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** The forms of a resource. */
interface Forms {
  /** The branches of its conditions. */
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
  private readonly known = new Map<TemplateResource, Forms | null>();
  private readonly contexts = new Map<unknown, CheckContext>();

  public constructor(private readonly context: CheckContext) {}

  public problemsOf(rule: Rule, resource: TemplateResource): Problem[] {
    let forms = this.known.get(resource);
    if (forms === undefined) this.known.set(resource, (forms = this.formsOf(resource) ?? null));
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
  private formsOf(resource: TemplateResource): Forms | undefined {
    const variants = variantsOf(resource);
    const parameters = defaultsOf(resource);
    if (variants.length === 0 && parameters.length === 0) return undefined;
    const own: Form = { resource, context: this.context, conditions: new Map() };
    const branches = variants.flatMap((variant) => this.formOf(resource, variant));
    const [byDefault] =
      parameters.length > 0 ? this.formOf(resource, { assumptions: { defaults: true }, conditions: new Map() }) : [];
    return { branches: branches.length > 0 ? branches : [own], byDefault, parameters };
  }

  private formOf(original: TemplateResource, { assumptions, conditions }: Variant): Form[] {
    const context = this.contextOf(assumptions);
    const resource = context.app.counterpartOf(original);
    return resource ? [{ resource, context, conditions }] : [];
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

/** The branches in words, with as few conditions as tell them from the others. */
function where(forms: readonly Form[], branches: readonly Form[]): string {
  const shared = [...forms[0].conditions].filter(([name, value]) =>
    forms.every(({ conditions }) => conditions.get(name) === value),
  );
  if (matching(shared, branches).length !== forms.length) {
    const each = forms.map((form) => inWords(needed([...form.conditions], [form], branches)));
    return `where ${each.join(', or ')}`;
  }
  return `where ${inWords(needed(shared, forms, branches))}`;
}

type Outcome = readonly [name: string, value: boolean];

/** The conditions without those that the others make superfluous. */
function needed(outcomes: readonly Outcome[], forms: readonly Form[], branches: readonly Form[]): readonly Outcome[] {
  return outcomes.reduce((kept, outcome) => {
    const fewer = kept.filter((each) => each !== outcome);
    return fewer.length > 0 && matching(fewer, branches).length === forms.length ? fewer : kept;
  }, outcomes);
}

function matching(outcomes: readonly Outcome[], branches: readonly Form[]): Form[] {
  return branches.filter(({ conditions }) => outcomes.every(([name, value]) => conditions.get(name) === value));
}

function inWords(outcomes: readonly Outcome[]): string {
  return outcomes.map(([name, value]) => `the condition ${name} is ${value}`).join(' and ');
}

function withDefaults(parameters: readonly string[]): string {
  const [kind, of] = parameters.length === 1 ? ['default', 'parameter'] : ['defaults', 'parameters'];
  return `with the ${kind} of the ${of} ${parameters.join(', ')}`;
}
