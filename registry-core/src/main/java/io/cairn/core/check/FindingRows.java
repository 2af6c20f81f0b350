// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Rows of findings.
final class FindingRows {
  private FindingRows() {}

  /// One that is there already stays: a worker may do a page twice.
  static void insert(Tx tx, UUID job, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    try (var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into job_finding (job_id, path, kind, text)
                values (:job, :path, :kind, :text)
                on conflict do nothing
                """)) {
      for (var finding : findings) {
        batch
            .bind("job", job)
            .bind("path", finding.path())
            .bind("kind", finding.kind().text())
            .bind("text", finding.text())
            .add();
      }
      batch.execute();
    }
  }

  /// In the order of paths. Index: the primary key.
  static Page<Finding> page(Reading reading, UUID job, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select path, kind, text
                from job_finding
                where job_id = :job and (:isFirst or path > :after)
                order by path
                limit :limit
                """)
            .bind("job", job)
            .bind("isFirst", page.after().isEmpty())
            .bind("after", page.after().map(Cursor::key).orElse(""))
            .bind("limit", page.limit() + 1)
            .map(
                (RowViewMapper<Finding>)
                    row ->
                        new Finding(
                            row.getColumn("path", String.class),
                            Finding.Kind.of(row.getColumn("kind", String.class)),
                            row.getColumn("text", String.class)))
            .list();
    return Page.of(rows, page.limit(), finding -> new Cursor(finding.path()));
  }
}
