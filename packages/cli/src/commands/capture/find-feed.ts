import type { Feed, Project } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { closestName } from '@wdh/warehouse-loader';

/**
 * Returns the feed of a name.
 *
 * @throws WdhError `FEED_NOT_FOUND` (usage), with the name that was probably intended.
 */
export function findFeed({ feeds }: Project, name: string): Feed {
  const feed = feeds.get(name);
  if (feed !== undefined) return feed;
  const names = [...feeds.keys()];
  const closest = closestName(name, names);
  const known = names.length === 0 ? 'it lists none' : `it has ${names.join(', ')}`;
  const meant = closest === null ? known : `did you mean ${closest}?`;
  throw new WdhError(`The project has no feed ${name} (${meant})`, {
    code: 'FEED_NOT_FOUND',
    category: 'usage',
  });
}
