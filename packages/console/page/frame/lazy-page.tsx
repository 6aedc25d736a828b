import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../parts/notice/notice.js';
import { Skeleton } from '../parts/notice/skeleton.js';
import { ReloadButton } from './reload-button.js';

/** Returns a page whose code is loaded when it is shown first. */
export function lazyPage(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function LazyPage() {
    const [, setTurn] = useState(0);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== undefined || hasFailed) return;
      load().then(
        (page) => {
          loaded = page;
          setTurn((turn) => turn + 1);
        },
        () => setFailed(true),
      );
    }, [hasFailed]);
    if (loaded !== undefined) {
      const Loaded = loaded;
      return <Loaded />;
    }
    if (!hasFailed) return <Skeleton lines={10} />;
    return (
      <Notice kind="lost" title="This page could not be loaded" isUrgent actions={<ReloadButton />}>
        <p>The server did not answer, or it has a newer version of this page.</p>
      </Notice>
    );
  };
}
