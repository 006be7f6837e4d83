import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { missingMatcher } from './matcher';
import { FindingStatus } from '../../../src/ecr/events/event-enums';
import { IMAGE_ACTION } from '../../../src/ecr/events/image-events';
import { INSPECTOR_FINDING, SCAN_CHANGE } from '../../../src/ecr/events/scan-events';
import { SEVERITIES_OF } from '../../../src/ecr/events/severity';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';

type Names = Readonly<Record<string, readonly string[]>>;

const FINDING = INSPECTOR_FINDING.detail.known;
const VULNERABILITY = FINDING.packageVulnerabilityDetails.fields.known;
const RESOURCE = FINDING.resources.fields.known;

/** What the facts say of shapes of the APIs. */
const OURS: Readonly<Record<string, Names>> = {
  ecr: {
    FindingSeverity: SEVERITIES_OF.BASIC,
    ScanFrequency: SCAN_CHANGE.detail.known.repositories.fields.known['scan-frequency'].values,
    ScanType: Object.values(RegistryScanType),
    TargetStorageClass: IMAGE_ACTION.detail.known['target-storage-class'].values,
  },
  inspector2: {
    AwsEcrContainerImageDetails: Object.keys(RESOURCE.details.fields.known.awsEcrContainerImage.fields.known),
    ExploitAvailable: FINDING.exploitAvailable.values,
    Finding: Object.keys(FINDING),
    FindingStatus: Object.values(FindingStatus),
    FixAvailable: FINDING.fixAvailable.values,
    Resource: Object.keys(RESOURCE),
    PackageVulnerabilityDetails: Object.keys(VULNERABILITY),
    ResourceType: RESOURCE.type.values,
    Severity: SEVERITIES_OF.ENHANCED,
    VulnerablePackage: Object.keys(VULNERABILITY.vulnerablePackages.fields.known),
  },
};

/** Members and values that do not concern images, or that no published event has. */
const NOT_OURS: Names = {
  Finding: ['codeVulnerabilityDetails', 'exploitabilityDetails', 'networkReachabilityDetails'],
  ResourceType: [
    'CODE_REPOSITORY',
    // Of another cloud.
    'Microsoft.Compute/virtualMachines',
    'Microsoft.ContainerRegistry/registry/containerImage',
    'Microsoft.Web/sites',
  ],
};

function modelled(): Readonly<Record<string, Names>> {
  const input = Object.entries(OURS).map(([service, shapes]) => [service, Object.keys(shapes)] as const);
  const { status, stdout, stderr } = spawnSync('python3', [path.join(__dirname, 'shapes.py')], {
    input: JSON.stringify(Object.fromEntries(input)),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`shapes.py exited with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, Names>;
}

// botocore, which has the models, comes with moto.
const missing = missingMatcher();

(missing === undefined ? describe : describe.skip)('values and fields of events', () => {
  const model = missing === undefined ? modelled() : {};
  const rows = Object.entries(OURS).flatMap(([service, shapes]) =>
    Object.keys(shapes).map((shape) => [service, shape] as const),
  );

  test.each(rows)('are those of the API of %s: %s', (service, shape) => {
    const expected = model[service][shape].filter((name) => !NOT_OURS[shape]?.includes(name));
    expect([...OURS[service][shape]].sort()).toEqual([...expected].sort());
  });
});
