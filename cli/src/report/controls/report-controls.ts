import { AcknowledgementList } from './acknowledgement-list';
import { controlsOf } from './control-outcomes';
import { evidenceIn } from './evidence';
import type { Evidence } from './evidence';
import type { TemplateApp } from '../../../../src/templates/template-app';
import { listed } from '../../../../src/text/lists';
import { InputKind } from '../../check/checked-input';
import type { CheckedInput } from '../../check/checked-input';
import { judgeInput } from '../../check/judge-input';
import { idOf } from '../../check/report';
import type { ReportedFinding } from '../../check/report';
import { severitiesOf } from '../../check/rule-choices';
import type { ReportedControlFinding, ReportedControls, ReportedRule } from '../model/reported-controls';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** What the rules of EcrChecks find, and what the evidence says. */
export function reportControls(
  inputs: ReportInputs,
  parts: Pick<RegistryParts, 'placeOf' | 'repositories'>,
): ReportedControls {
  const { choices, ownerTag } = inputs;
  const today = inputs.at.toISOString().slice(0, 10);
  const judging = { choices, severities: severitiesOf(choices), isByOwner: true, ownerTag, isOrStack: true, today };
  const evidence = [...inputs.evidence].map(([file, content]) => evidenceIn(file, content));
  const acknowledgements = new AcknowledgementList();
  for (const each of evidence) acknowledgements.addEvidence(each);
  const rules = new Rules();
  const findings: ReportedControlFinding[] = [];
  const known = new KnownFindings();
  let unresolvedCount = 0;
  // What is declared comes first, as it stands for what is deployed.
  const isDeployed = ({ kind }: CheckedInput) => kind === InputKind.SNAPSHOT;
  for (const input of [...inputs.inputs].sort((one, other) => Number(isDeployed(one)) - Number(isDeployed(other)))) {
    const places = placesIn(input.app, parts);
    const placeOf = ({ stack, logicalId }: ReportedFinding) => places.get(`${stack}|${logicalId}`);
    const judged = judgeInput(withEvidence(input, evidence), judging);
    unresolvedCount += judged.unresolved.length;
    acknowledgements.addJudged(judged);
    for (const finding of judged.acknowledged) known.accept(finding, placeOf(finding));
    for (const finding of judged.findings) {
      const { text, resource } = finding;
      const repository = placeOf(finding);
      if (!known.isNew(finding, repository)) continue;
      const { owner } = repository === undefined ? finding : parts.repositories[repository];
      findings.push({
        ...{ rule: rules.placeOf(finding), text, resource },
        ...(owner !== undefined && { owner }),
        ...(repository !== undefined && { repository }),
      });
    }
  }
  const files = [...inputs.evidence.keys()];
  return {
    ...{ rules: rules.all, findings, acknowledgements: acknowledgements.all },
    controls: controlsOf(evidence),
    ...(files.length > 0 && { evidence: listed(files) }),
    unresolvedCount,
  };
}

/** What inputs say of repositories, so that a snapshot does not say it of the same repository again. */
class KnownFindings {
  private readonly found = new Set<string>();
  private readonly accepted = new Set<string>();

  public accept({ rule }: ReportedFinding, repository: number | undefined): void {
    if (repository !== undefined) this.accepted.add(`${rule} ${repository}`);
  }

  /** Whether a finding is neither known nor accepted in another input. */
  public isNew({ rule, text }: ReportedFinding, repository: number | undefined): boolean {
    if (repository === undefined) return true;
    if (this.accepted.has(`${rule} ${repository}`)) return false;
    const key = `${rule} ${repository} ${text}`;
    if (this.found.has(key)) return false;
    this.found.add(key);
    return true;
  }
}

/** The rules of findings, each once. A rule has the controls of all types of resources that it judges. */
class Rules {
  private readonly places = new Map<string, number>();
  private readonly found: (ReportedRule & { readonly controls: string[] })[] = [];

  public get all(): readonly ReportedRule[] {
    return this.found;
  }

  public placeOf(finding: ReportedFinding): number {
    const { rule, severity, explanation, remedy } = finding;
    let place = this.places.get(rule);
    if (place === undefined) {
      place = this.found.push({ id: idOf(finding), severity, explanation, remedy, controls: [] }) - 1;
      this.places.set(rule, place);
    }
    const { controls } = this.found[place];
    for (const control of finding.controls) if (!controls.includes(control)) controls.push(control);
    return place;
  }
}

/** The places of the repositories of an input by their stacks and logical ids. */
function placesIn(app: TemplateApp, { placeOf }: Pick<RegistryParts, 'placeOf'>): Map<string, number> {
  const places = new Map<string, number>();
  for (const stack of app.stacks) {
    for (const resource of stack.resources.values()) {
      const place = placeOf.get(resource);
      if (place !== undefined) places.set(`${stack.path}|${resource.logicalId}`, place);
    }
  }
  return places;
}

/**
 * An app with the acknowledgements that its evidence has and no file of the assembly: those of the app itself and of its
 * stages.
 */
function withEvidence(input: CheckedInput, evidence: readonly Evidence[]): CheckedInput {
  const paths = new Set(input.app.stacks.map(({ path }) => path));
  const own = evidence.filter(({ resources }) => resources.some(({ stack }) => paths.has(stack)));
  const counting = own.flatMap(({ acknowledgements }) => acknowledgements.filter(({ counts }) => counts));
  // The nearest counts, and of the same construct the last.
  return counting.length > 0 ? { ...input, acknowledgements: [...counting, ...input.acknowledgements] } : input;
}
