import { createHash } from 'crypto';
import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { idOf } from './report';
import type { Report, ReportedFinding, ReportedRule } from './report';
import { version } from '../../../package.json';
import { escapedJson } from '../io/escaped-json';

const REPOSITORY = 'https://github.com/cdk-ecr/cdk-ecr';
const HELP_URI = `${REPOSITORY}/blob/main/docs/warnings-and-findings.md`;
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The report as SARIF 2.1.0, for code scanning. Acknowledged findings are not in it: GitHub would show them as open.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(report: Report): string {
  const { rules, findings, unresolved, listsUnresolved, inputs } = report;
  const indexes = new Map(rules.map(({ rule }, index) => [rule, index]));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cdk-ecr',
            version,
            semanticVersion: version,
            informationUri: REPOSITORY,
            rules: rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: inputs.flatMap(({ input, unread }) =>
              unread.map((each) => ({ level: 'warning', message: { text: `${input}: not read: ${each}` } })),
            ),
          },
        ],
        results: [
          ...findings.map((finding) => resultOf(finding, finding.severity, indexes)),
          ...(listsUnresolved ? unresolved.map((finding) => resultOf(finding, 'note', indexes)) : []),
        ],
      },
    ],
  };
  return escapedJson(log);
}

function ruleOf(reported: ReportedRule): ReportingDescriptor {
  const { rule, severity, explanation, remedy } = reported;
  const id = idOf(reported);
  return {
    id: rule,
    name: `${id[0].toUpperCase()}${id.slice(1)}`,
    shortDescription: { text: `${explanation}.` },
    fullDescription: { text: `${explanation}.` },
    help: { text: `${explanation}. To satisfy the rule, ${remedy}.` },
    helpUri: HELP_URI,
    defaultConfiguration: { level: severity },
    properties: { tags: ['security', 'amazon-ecr'], 'problem.severity': severity },
  };
}

function resultOf(finding: ReportedFinding, level: Result.level, indexes: ReadonlyMap<string, number>): Result {
  const { rule, resource, logicalId, type, owner, at, text, explanation, remedy, file, line, controls } = finding;
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule),
    level,
    message: { text: `${resource}: ${text}. ${explanation}. Remedy: ${remedy}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          region: { startLine: line ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }],
      },
    ],
    // It stays the same if lines move, so that an alert stays the same alert.
    partialFingerprints: {
      primaryLocationLineHash: createHash('sha256')
        .update(JSON.stringify([rule, resource, at]))
        .digest('hex'),
    },
    properties: {
      ...(logicalId !== undefined && { pointer: `/Resources/${logicalId}/${at}` }),
      ...(type !== undefined && { type }),
      ...(owner !== undefined && { owner }),
      ...(controls.length > 0 && { controls }),
    },
  };
}

/** A file in the repository, or elsewhere. */
function artifact(file: string): { uri: string; uriBaseId?: string } {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
