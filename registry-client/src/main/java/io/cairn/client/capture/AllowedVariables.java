// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.util.List;
import java.util.Set;

/// Which variables of the environment are written down, and may be set again for a new run.
public final class AllowedVariables {
  /// Full names.
  public static final Set<String> NAMES =
      Set.of(
          "CUDA_DEVICE_ORDER",
          "CUDA_LAUNCH_BLOCKING",
          "CUDA_VISIBLE_DEVICES",
          "CUBLAS_WORKSPACE_CONFIG",
          "HIP_VISIBLE_DEVICES",
          "ROCR_VISIBLE_DEVICES",
          "LANG",
          "LC_ALL",
          "TZ",
          "LOCAL_RANK",
          "RANK",
          "WORLD_SIZE",
          "NODE_RANK",
          "MASTER_ADDR",
          "MASTER_PORT",
          "MKL_NUM_THREADS",
          "NUMEXPR_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "OMP_NUM_THREADS",
          "VECLIB_MAXIMUM_THREADS",
          "PYTHONHASHSEED",
          "PYTHONOPTIMIZE",
          "PYTHONUNBUFFERED",
          "PYTORCH_CUDA_ALLOC_CONF",
          "TOKENIZERS_PARALLELISM",
          "CONDA_DEFAULT_ENV",
          "SLURM_JOB_ID",
          "SLURM_JOB_NAME",
          "SLURM_NNODES",
          "SLURM_NTASKS",
          "SLURM_PROCID",
          "SLURM_ARRAY_TASK_ID");

  /// Beginnings of names.
  public static final List<String> PREFIXES =
      List.of(
          "NCCL_",
          "TF_CPP_",
          "TF_DETERMINISTIC_",
          "TF_ENABLE_",
          "TF_FORCE_",
          "TF_GPU_",
          "TF_NUM_",
          "TF_XLA_",
          "XLA_",
          "JAX_",
          "TORCH_");

  private AllowedVariables() {}

  public static boolean isAllowed(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
