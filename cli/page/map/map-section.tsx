import { useEffect, useMemo, useState } from 'preact/hooks';
import { graphOf } from './graph';
import type { MapNode } from './graph-model';
import { layoutOf } from './layout';
import { MapList } from './map-list';
import { MapPicture } from './map-picture';
import { detailsOf } from './node-details';
import { NodePanel } from './node-panel';
import type { SectionProps } from '../section';

/** The map: registries with what they have, where it comes from, and who gets it. */
export function MapSection({ report, target }: SectionProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | undefined>();
  const graph = useMemo(() => graphOf(report, open), [report, open]);
  const layout = useMemo(() => layoutOf(graph), [graph]);
  useEffect(() => {
    if (target?.registry !== undefined) setSelected(`registry-${target.registry}`);
  }, [target]);

  const choose = ({ id, isOpen }: MapNode) => {
    setSelected(id);
    if (isOpen === undefined) return;
    const next = new Set(open);
    if (isOpen) next.delete(id);
    else next.add(id);
    setOpen(next);
  };
  const close = () => {
    if (selected !== undefined) document.getElementById(`map-${selected}`)?.focus();
    setSelected(undefined);
  };

  const node = graph.nodes.find(({ id }) => id === selected);
  if (graph.nodes.length === 0) return <p>There is no registry.</p>;
  return (
    <div
      class="map"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <MapPicture graph={graph} layout={layout} selected={node?.id} onOpen={choose} />
      <div class="map-panel" role="region" aria-label="Details of the chosen node" aria-live="polite">
        {node && <NodePanel details={detailsOf(report, graph, node)} onClose={close} />}
      </div>
      <MapList graph={graph} />
    </div>
  );
}
