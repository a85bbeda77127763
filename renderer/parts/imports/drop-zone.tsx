import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Later } from '#renderer/app/later.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import styles from './drop-zone.module.css';
import { importFiles, useImport } from './import-files.ts';

const results = lazyPart(async () => (await import('./import-results.tsx')).ImportResults);

/** Takes EDI files dropped anywhere on the window. */
export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void importFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <>
      {over && (
        <div className={styles.over}>
          <IconFileImport size={28} stroke={1.5} aria-hidden="true" />
          <p>Drop EDI files to read them</p>
        </div>
      )}
      <Later place="The import" code={results} props={{}} wanted={useImport(({ open }) => open)} />
    </>
  );
}
