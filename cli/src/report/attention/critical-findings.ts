import { imageNames } from './image-names';
import { unreadImages, withoutImages, withoutUses } from './missing-inputs';
import { repositoryLabel } from './repository-label';
import { count } from '../../io/quantities';
import type { ReportImages } from '../images/report-images';
import { AttentionKind, ReportSection } from '../model/registry-report';
import type { Attention, AttentionItem } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** Critical findings of scans in images that run. */
export function criticalFindings(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): Attention {
  const kind = AttentionKind.CRITICAL_FINDINGS;
  const title = 'Critical findings in running images';
  const missing = [
    ...withoutImages(inputs, parts),
    ...unreadImages(parts, images),
    ...(images.sums.size > 0 ? withoutUses(inputs, parts, images) : []),
  ];
  const items: AttentionItem[] = [];
  let [sum, judged, unjudged] = [0, 0, 0];
  for (const [place, running] of images.running) {
    const scanned = running.filter(({ critical }) => critical !== undefined);
    judged += scanned.length;
    unjudged += running.length - scanned.length;
    const own = scanned.filter(({ critical = 0 }) => critical > 0);
    if (own.length === 0) continue;
    const findings = own.reduce((total, { critical = 0 }) => total + critical, 0);
    sum += findings;
    const { owner } = parts.repositories[place];
    items.push({
      text:
        `${repositoryLabel(parts, place)}: ${count(findings, 'critical finding')} in ` +
        `${count(own.length, 'running image')}: ${imageNames(own)}`,
      number: findings,
      ...(owner !== undefined && { owner }),
      target: { section: ReportSection.REPOSITORIES, repository: place },
    });
  }
  return {
    kind,
    title,
    ...(judged > 0 && { number: sum }),
    items: items.sort((one, other) => other.number - one.number),
    unknown: [
      ...missing,
      ...(unjudged > 0
        ? [
            `The snapshot has no result of a scan for ${count(unjudged, 'running image')}: ` +
              'aws ecr describe-image-scan-findings tells, also for basic scanning, which no list of images has.',
          ]
        : []),
    ],
  };
}
