import { useEffect, useMemo, useState } from 'preact/hooks';
import { firstChoice } from './choices';
import { PolicyList } from './policy-list';
import { RepositoryChoice } from './repository-choice';
import { TimeLineView } from './time-line-view';
import type { ImageColumns } from '../../src/report/model/reported-repository';
import { imagesOf } from '../data';
import type { PageReport } from '../data';
import type { SectionProps } from '../section';

/** The lifecycle policies in words, and what they do to images day by day. */
export function LifecycleSection({ report, target }: SectionProps) {
  const first = useMemo(() => firstChoice(report), [report]);
  const [chosen, setChosen] = useState(first);
  useEffect(() => {
    if (target?.repository !== undefined) setChosen(target.repository);
  }, [target]);
  const place = chosen !== undefined && report.repositories[chosen] !== undefined ? chosen : first;
  return (
    <>
      <PolicyList report={report} />
      <h3>Images day by day</h3>
      {place === undefined ? (
        <p>The report has no images. A snapshot with images tells what the policies do to them.</p>
      ) : (
        <>
          <RepositoryChoice report={report} chosen={place} onChoose={setChosen} />
          <ImagesOf key={place} report={report} repository={place} />
        </>
      )}
    </>
  );
}

function ImagesOf({ report, repository }: { readonly report: PageReport; readonly repository: number }) {
  const [columns, setColumns] = useState<ImageColumns | undefined>();
  const { images, lifecycle } = report.repositories[repository];
  useEffect(() => {
    let isCurrent = true;
    void imagesOf(repository).then((read) => {
      if (isCurrent) setColumns(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [repository]);
  if (images === undefined) {
    return <p>The report does not have the images of this repository. A snapshot with images does.</p>;
  }
  if (columns === undefined) return <p role="status">The images are being read.</p>;
  if (columns.digests.length === 0) return <p>The repository has no image.</p>;
  const policy = lifecycle === undefined ? undefined : report.lifecycles[lifecycle].json;
  if (lifecycle !== undefined && policy === undefined) {
    return <p>Only the deployment knows the policy of this repository.</p>;
  }
  return (
    <>
      {lifecycle === undefined && <p>The repository has no lifecycle policy: all images stay.</p>}
      <TimeLineView columns={columns} policy={policy} start={Date.parse(report.time)} />
    </>
  );
}
