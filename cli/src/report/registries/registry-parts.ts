import type { TemplateResource } from '../../../../src/templates/template-resource';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';
import type { RegistryReport } from '../model/registry-report';
import type { ReportInputs } from '../report-inputs';

/** The parts of a report that the resources tell. */
export interface RegistryParts extends Pick<
  RegistryReport,
  'registries' | 'repositories' | 'lifecycles' | 'principals' | 'grants' | 'statements'
> {
  /** The places of repositories by the resources that declare them. */
  readonly placeOf: ReadonlyMap<TemplateResource, number>;
  /** The repositories that snapshots have, by their places. */
  readonly inSnapshots: ReadonlyMap<number, SnapshotRepository>;
}

/** Reads registries and repositories from apps, templates and snapshots. */
export async function registryParts(_inputs: ReportInputs): Promise<RegistryParts> {
  return Promise.resolve({
    ...{ registries: [], repositories: [], lifecycles: [], principals: [], grants: [], statements: [] },
    placeOf: new Map(),
    inSnapshots: new Map(),
  });
}
