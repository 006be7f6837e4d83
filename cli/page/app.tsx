import type { ComponentType } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { AccessSection } from './access/access-section';
import { AttentionSection } from './attention/attention-section';
import { ChangesSection } from './changes/changes-section';
import { ControlsSection } from './controls/controls-section';
import type { PageReport } from './data';
import { LifecycleSection } from './lifecycle/lifecycle-section';
import { MapSection } from './map/map-section';
import { PageHeader } from './page-header';
import { RepositoriesSection } from './repositories/repositories-section';
import { hrefOf, targetOf, useTarget } from './route';
import type { SectionProps } from './section';
import { keepInView } from './shared/keep-in-view';
import { SizeSection } from './size/size-section';
import { ReportSection } from '../src/report/model/registry-report';

const SECTIONS: Readonly<
  Record<ReportSection, { readonly title: string; readonly Content: ComponentType<SectionProps> }>
> = {
  [ReportSection.CHANGES]: { title: 'Changes', Content: ChangesSection },
  [ReportSection.ATTENTION]: { title: 'Attention', Content: AttentionSection },
  [ReportSection.MAP]: { title: 'Map', Content: MapSection },
  [ReportSection.REPOSITORIES]: { title: 'Repositories', Content: RepositoriesSection },
  [ReportSection.ACCESS]: { title: 'Access', Content: AccessSection },
  [ReportSection.LIFECYCLE]: { title: 'Lifecycle', Content: LifecycleSection },
  [ReportSection.CONTROLS]: { title: 'Controls', Content: ControlsSection },
  [ReportSection.SIZE]: { title: 'Size', Content: SizeSection },
};

/** The page: all sections, one below the other, so that it prints. */
export function App({ report }: { readonly report: PageReport }) {
  const target = useTarget();
  const sections = Object.values(ReportSection).filter(
    (section) => section !== ReportSection.CHANGES || report.changes !== undefined,
  );
  useEffect(() => show(target.section), [target]);
  useEffect(() => keepInView(() => document.getElementById(targetOf(location.hash).section)), []);
  return (
    <>
      <a class="skip" href={hrefOf({ section: sections[0] })}>
        Skip to the content
      </a>
      <PageHeader report={report} />
      <nav aria-label="Sections">
        {sections.map((section) => (
          <a key={section} href={hrefOf({ section })}>
            {SECTIONS[section].title}
          </a>
        ))}
      </nav>
      <main>
        {sections.map((section) => (
          <Section
            key={section}
            section={section}
            report={report}
            target={target.section === section ? target : undefined}
          />
        ))}
      </main>
    </>
  );
}

/** A section. It is drawn again if its target is another one, and not for those of others. */
function Section({ section, report, target }: SectionProps & { readonly section: ReportSection }) {
  const { title, Content } = SECTIONS[section];
  return useMemo(
    () => (
      <section id={section} aria-labelledby={`${section}-title`} tabIndex={-1}>
        <h2 id={`${section}-title`}>{title}</h2>
        <Content report={report} target={target} />
      </section>
    ),
    [section, report, target],
  );
}

/** Shows the section of the address, unless something in it has the focus already: details take it when they open. */
function show(id: ReportSection): void {
  const section = document.getElementById(id);
  if (location.hash === '' || section === null || section.contains(document.activeElement)) return;
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}
