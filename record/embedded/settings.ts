/**
 * How the embedded PostgreSQL runs, on a machine of two cores shared with Node. Given on the command line at each
 * start, so that a data directory never keeps an old setting.
 */
export const settings: Readonly<Record<string, string>> = {
  // Nobody reaches it but through the private socket directory.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // What was acknowledged survives a power cut.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // A commit waits for the disk, so WAL is kept small; pages are written back seldom and evenly.
  wal_compression: 'on',
  wal_buffers: '16MB',
  max_wal_size: '1GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  // What a backup has not fetched yet is kept, but a forgotten backup never fills the disk.
  max_slot_wal_keep_size: '4GB',
  // A clinic of 10,000 patients has its hot pages and indexes in this; the kernel's cache holds the rest.
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: 'off',
  // One Node process opens ten connections, a second server and the tools as many again.
  max_connections: '60',
  superuser_reserved_connections: '3',
  // Two cores: a parallel plan or compiled code costs more than the milliseconds it works on.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_worker_processes: '2',
  jit: 'off',
  io_method: 'sync',
  // Solid state: a random page costs about as much as the next one.
  random_page_cost: '1.1',
  // Versions and feed grow steadily: vacuum early, in small bites, by at most one worker beside the work.
  autovacuum_max_workers: '1',
  autovacuum_naptime: '30s',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.05',
  // A transaction whose client hangs would hold back the change feed and vacuum.
  idle_in_transaction_session_timeout: '60s',
  update_process_title: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // No statement, value or key in the log: they are patients' data. `log` leaves ERROR out (its text quotes values),
  // `terse` leaves out DETAIL (it quotes keys and running statements).
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_lock_waits: 'off',
};
