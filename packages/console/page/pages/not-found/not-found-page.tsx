import { overviewAddress, runsAddress } from '../../address/addresses.js';
import { PageHead } from '../../frame/page-head.js';
import { ButtonLink } from '../../parts/form/button.js';
import { Notice } from '../../parts/notice/notice.js';

/** What a reader sees at an address that names no page. */
export function NotFoundPage() {
  return (
    <>
      <PageHead title="There is no such page" />
      <Notice
        kind="warning"
        title="This address names no page of the console"
        actions={
          <>
            <ButtonLink href={overviewAddress()}>Go to the overview</ButtonLink>
            <ButtonLink href={runsAddress()}>See all runs</ButtonLink>
          </>
        }
      >
        <p>Check the address, or begin at the overview.</p>
      </Notice>
    </>
  );
}
