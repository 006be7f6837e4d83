import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { checkDeployedBeside } from '../../core/environment';
import { Severity } from '../../ecr/events/severity';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import { RegistryEvents } from '../../facades/registry-events';
import { InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import type { FindingSelection } from '../finding-selection';

/** The lowest severity that notifications and logs report by default. */
export const DEFAULT_MINIMUM = Severity.HIGH;

/** Rules for the events of a selection of findings, for a construct beside the registry. */
export class FindingEvents {
  public readonly scanType: RegistryScanType;
  private readonly events: RegistryEvents;

  public constructor(
    private readonly api: string,
    private readonly construct: Construct,
    private readonly selection: FindingSelection,
  ) {
    checkProperties({ scope: construct, api, property: 'props' }, selection, 'write { registry: … }');
    const place = { scope: construct, api, property: 'registry' };
    checkHas(place, selection.registry, 'registryUri', 'be a registry', 'give the Registry');
    checkDeployedBeside(api, construct, selection.registry.env);
    this.events = RegistryEvents._of(api, construct, selection.registry, selection);
    this.scanType = this.events._scanType;
    if (this.scanType === RegistryScanType.ENHANCED) return;
    const { fixAvailable, inUse } = selection;
    for (const [property, found] of Object.entries({ fixAvailable, inUse })) {
      if (found) this.refuse(property, found, 'be left out with basic scanning, whose events do not say it');
    }
  }

  public onScanCompleted(id: string, target: events.IRuleTarget, description: string): events.Rule {
    const { minimumSeverity = DEFAULT_MINIMUM, findingScope } = this.selection;
    return this.events.onScanCompleted(id, { target, description, minimumSeverity, findingScope });
  }

  public onFinding(id: string, target: events.IRuleTarget, description: string): events.Rule {
    const { minimumSeverity = DEFAULT_MINIMUM, fixAvailable, inUse, findingScope } = this.selection;
    return this.events.onFinding(id, { target, description, minimumSeverity, fixAvailable, inUse, findingScope });
  }

  public refuse(property: string, found: unknown, must: string): never {
    throw new InvalidInputError({
      scope: this.construct,
      api: this.api,
      property,
      found,
      must,
      remedy: 'leave it out',
    });
  }
}
