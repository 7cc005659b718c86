// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

namespace geai::inline v0_2::api {

struct list_memberships;
struct list_project_memberships;
struct list_project_roles;
struct list_project_members;
struct list_organization_members;
struct add_project_member;
struct remove_project_member;
struct get_plugin_runtime_policies;
struct validate_api_token;
struct get_authorized_organizations;
struct get_authorized_projects;
struct get_project_visibility;
struct get_project_token;
struct get_health;
struct get_platform_root;
struct list_plugin_assistants;
struct list_agents;
struct get_agent;
struct create_agent;
struct update_agent;
struct upsert_agent;
struct delete_agent;
struct publish_agent_revision;
struct export_agent;
struct import_agent;
struct create_sharing_link;
struct list_agents_v4;
struct get_agent_v4;
struct create_agent_v4;
struct upsert_agent_v4;
struct export_agent_v4;
struct import_agent_v4;
struct list_agent_versions;
struct update_agent_version;
struct deprecate_agent_version;
struct list_agent_drafts;
struct delete_agent_draft;
struct revert_agent;
struct get_activity_per_agent;
struct get_activity_per_api_token;
struct get_activity_per_user;
struct get_agent_usage_per_organization_and_project;
struct get_agent_usage_per_project;
struct get_agent_usage_per_user;
struct get_number_of_tokens;
struct get_number_of_tokens_per_agent;
struct get_number_of_tokens_per_day;
struct get_overall_error_rate;
struct get_top_10_agents_by_requests;
struct get_top_10_agents_by_tokens;
struct get_top_10_users_by_cost;
struct get_top_10_users_by_requests;
struct get_total_active_agents;
struct get_total_active_projects;
struct get_total_active_users;
struct get_total_cost;
struct get_total_cost_per_day;
struct get_total_request_time;
struct get_total_requests;
struct get_total_requests_per_day;
struct get_total_requests_with_error;
struct get_total_tokens;
struct get_average_cost_per_request;
struct get_average_cost_per_user;
struct get_average_cost_per_user_per_date;
struct get_average_request_time;
struct get_average_requests_per_day;
struct get_average_requests_per_user;
struct get_average_requests_per_user_per_date;
struct get_average_tokens_per_request;
struct get_average_users_per_agent;
struct get_average_users_per_project;
struct get_agents_created_and_modified;
struct get_agents_created_and_modified_per_day;
struct get_flows_created_and_modified;
struct get_flows_created_and_modified_per_day;
struct get_processes_created_and_modified;
struct get_processes_created_and_modified_per_day;
struct get_projects_created;
struct get_projects_created_per_day;
struct get_assistant;
struct create_assistant;
struct update_assistant;
struct delete_assistant;
struct chat_with_assistant;
struct send_text_to_assistant;
struct begin_text_to_assistant;
struct get_assistant_request_status;
struct cancel_assistant_request;
struct get_assistant_status;
struct extend_assistant_data_set;
struct get_oauth2_access_token;
struct refresh_oauth2_access_token;
struct get_user_profile_information;
struct chat_completion;
struct generate_image;
struct generate_image_at_images;
struct create_message;
struct edit_image;
struct generate_embeddings;
struct generate_packed_embeddings;
struct list_data_sets;
struct get_data_set;
struct create_data_set;
struct create_data_set_from_file;
struct update_data_set;
struct delete_data_set;
struct list_data_set_rows;
struct get_data_set_row;
struct create_data_set_row;
struct upload_data_set_rows;
struct update_data_set_row;
struct delete_data_set_row;
struct list_expected_sources;
struct get_expected_source;
struct create_expected_source;
struct update_expected_source;
struct delete_expected_source;
struct list_filter_variables;
struct get_filter_variable;
struct create_filter_variable;
struct update_filter_variable;
struct delete_filter_variable;
struct list_evaluation_plans;
struct get_evaluation_plan;
struct create_evaluation_plan;
struct update_evaluation_plan;
struct delete_evaluation_plan;
struct execute_evaluation_plan;
struct list_plan_metrics;
struct add_plan_metric;
struct get_plan_metric;
struct update_plan_metric;
struct delete_plan_metric;
struct list_system_metrics;
struct get_system_metric;
struct list_evaluation_results;
struct get_evaluation_result;
struct send_feedback;
struct upload_file;
struct get_file_content;
struct list_files;
struct get_file;
struct delete_file;
struct get_gam_access_token;
struct refresh_gam_access_token;
struct gam_signing_url;
struct get_gam_user_info;
struct get_gam_authentication_types;
struct list_process_instances;
struct start_instance;
struct get_instance;
struct get_instance_history;
struct set_instance_subject;
struct set_instance_variables;
struct send_user_signal;
struct abort_instance;
struct upload_artifacts;
struct get_thread_information;
struct list_tool_plugins;
struct get_tool_plugin;
struct upsert_tool_plugin;
struct delete_tool_plugin;
struct import_tool_plugin;
struct publish_tool_plugin_tools;
struct inspect_tool_plugin_security_scheme;
struct inspect_tool_plugin_manifest;
struct create_tool_plugin_challenge;
struct list_tool_plugin_interactions;
struct update_tool_plugin_interaction;
struct close_tool_plugin_interaction;
struct register_tool_proxy;
struct dequeue_tool_proxy;
struct send_tool_proxy_result;
struct list_artifact_types;
struct get_artifact_type;
struct create_artifact_type;
struct update_artifact_type;
struct delete_artifact_type;
struct list_knowledge_bases;
struct get_knowledge_base;
struct create_knowledge_base;
struct delete_knowledge_base;
struct list_jobs;
struct list_models;
struct list_llm_providers;
struct get_llm_provider;
struct list_llm_models;
struct get_llm_model;
struct list_organization_assistants;
struct list_projects;
struct get_project;
struct create_project;
struct update_project;
struct delete_project;
struct list_project_tokens;
struct export_requests;
struct list_organizations;
struct create_organization;
struct delete_organization;
struct list_processes;
struct get_process;
struct create_process;
struct update_process;
struct upsert_process;
struct delete_process;
struct publish_process_revision;
struct create_project_api_token;
struct get_project_api_token;
struct update_project_api_token;
struct delete_project_api_token;
struct proxy_get;
struct proxy_post;
struct proxy_put;
struct proxy_patch;
struct proxy_delete;
struct list_rag_profiles;
struct get_rag_profile;
struct create_rag_profile;
struct update_rag_profile;
struct delete_rag_profile;
struct list_rag_documents;
struct delete_all_rag_documents;
struct upload_rag_document;
struct upload_rag_document_binary;
struct update_rag_document_metadata;
struct get_rag_profile_log;
struct get_rag_document;
struct delete_rag_document;
struct execute_rag;
struct list_reasoning_strategies;
struct get_reasoning_strategy;
struct create_reasoning_strategy;
struct update_reasoning_strategy;
struct upsert_reasoning_strategy;
struct rerank_chunks;
struct get_response;
struct get_response_with_files;
struct list_secrets;
struct get_secret;
struct create_secret;
struct update_secret;
struct set_secret_accesses;
struct get_secret_accesses;
struct list_tasks;
struct get_task;
struct create_task;
struct update_task;
struct upsert_task;
struct delete_task;
struct publish_task_revision;
struct list_tools;
struct get_tool;
struct create_tool;
struct update_tool;
struct upsert_tool;
struct delete_tool;
struct publish_tool_revision;
struct get_tool_parameters;
struct set_tool_parameters;
struct export_tool;
struct import_tool;
struct export_tool_v4;
struct import_tool_v4;
struct create_organization_usage_limit;
struct list_organization_usage_limits;
struct get_latest_organization_usage_limit;
struct delete_organization_usage_limit;
struct set_organization_hard_limit;
struct set_organization_soft_limit;
struct set_organization_renewal_status;
struct create_project_usage_limit;
struct list_project_usage_limits;
struct get_latest_project_usage_limit;
struct get_active_project_usage_limit;
struct delete_project_usage_limit;
struct set_project_hard_limit;
struct set_project_soft_limit;
struct set_project_renewal_status;

}  // namespace geai::inline v0_2::api

namespace geai::test {

template <class... Op> struct operations {};

using access_control_operations = operations<api::list_memberships, api::list_project_memberships,
                                             api::list_project_roles, api::list_project_members,
                                             api::list_organization_members, api::add_project_member,
                                             api::remove_project_member, api::get_plugin_runtime_policies>;

using admin_operations = operations<api::validate_api_token, api::get_authorized_organizations,
                                    api::get_authorized_projects, api::get_project_visibility, api::get_project_token,
                                    api::get_health, api::get_platform_root, api::list_plugin_assistants>;

using agents_operations = operations<api::list_agents, api::get_agent, api::create_agent, api::update_agent,
                                     api::upsert_agent, api::delete_agent, api::publish_agent_revision,
                                     api::export_agent, api::import_agent, api::create_sharing_link,
                                     api::list_agents_v4, api::get_agent_v4, api::create_agent_v4, api::upsert_agent_v4,
                                     api::export_agent_v4, api::import_agent_v4, api::list_agent_versions,
                                     api::update_agent_version, api::deprecate_agent_version, api::list_agent_drafts,
                                     api::delete_agent_draft, api::revert_agent>;

using analytics_operations = operations<api::get_activity_per_agent, api::get_activity_per_api_token,
                                        api::get_activity_per_user, api::get_agent_usage_per_organization_and_project,
                                        api::get_agent_usage_per_project, api::get_agent_usage_per_user,
                                        api::get_number_of_tokens, api::get_number_of_tokens_per_agent,
                                        api::get_number_of_tokens_per_day, api::get_overall_error_rate,
                                        api::get_top_10_agents_by_requests, api::get_top_10_agents_by_tokens,
                                        api::get_top_10_users_by_cost, api::get_top_10_users_by_requests,
                                        api::get_total_active_agents, api::get_total_active_projects,
                                        api::get_total_active_users, api::get_total_cost, api::get_total_cost_per_day,
                                        api::get_total_request_time, api::get_total_requests,
                                        api::get_total_requests_per_day, api::get_total_requests_with_error,
                                        api::get_total_tokens>;

using analytics_averages_operations = operations<api::get_average_cost_per_request, api::get_average_cost_per_user,
                                                 api::get_average_cost_per_user_per_date, api::get_average_request_time,
                                                 api::get_average_requests_per_day, api::get_average_requests_per_user,
                                                 api::get_average_requests_per_user_per_date,
                                                 api::get_average_tokens_per_request, api::get_average_users_per_agent,
                                                 api::get_average_users_per_project>;

using analytics_lab_operations = operations<api::get_agents_created_and_modified,
                                            api::get_agents_created_and_modified_per_day,
                                            api::get_flows_created_and_modified,
                                            api::get_flows_created_and_modified_per_day,
                                            api::get_processes_created_and_modified,
                                            api::get_processes_created_and_modified_per_day, api::get_projects_created,
                                            api::get_projects_created_per_day>;

using assistants_operations = operations<api::get_assistant, api::create_assistant, api::update_assistant,
                                         api::delete_assistant, api::chat_with_assistant, api::send_text_to_assistant,
                                         api::begin_text_to_assistant, api::get_assistant_request_status,
                                         api::cancel_assistant_request, api::get_assistant_status,
                                         api::extend_assistant_data_set>;

using authorization_operations = operations<api::get_oauth2_access_token, api::refresh_oauth2_access_token,
                                            api::get_user_profile_information>;

using chat_operations = operations<api::chat_completion, api::generate_image, api::generate_image_at_images,
                                   api::create_message, api::edit_image>;

using embeddings_operations = operations<api::generate_embeddings, api::generate_packed_embeddings>;

using evaluation_operations = operations<api::list_data_sets, api::get_data_set, api::create_data_set,
                                         api::create_data_set_from_file, api::update_data_set, api::delete_data_set,
                                         api::list_data_set_rows, api::get_data_set_row, api::create_data_set_row,
                                         api::upload_data_set_rows, api::update_data_set_row, api::delete_data_set_row,
                                         api::list_expected_sources, api::get_expected_source,
                                         api::create_expected_source, api::update_expected_source,
                                         api::delete_expected_source, api::list_filter_variables,
                                         api::get_filter_variable, api::create_filter_variable,
                                         api::update_filter_variable, api::delete_filter_variable>;

using evaluation_plans_operations = operations<api::list_evaluation_plans, api::get_evaluation_plan,
                                               api::create_evaluation_plan, api::update_evaluation_plan,
                                               api::delete_evaluation_plan, api::execute_evaluation_plan,
                                               api::list_plan_metrics, api::add_plan_metric, api::get_plan_metric,
                                               api::update_plan_metric, api::delete_plan_metric,
                                               api::list_system_metrics, api::get_system_metric,
                                               api::list_evaluation_results, api::get_evaluation_result>;

using feedback_operations = operations<api::send_feedback>;

using files_operations = operations<api::upload_file, api::get_file_content, api::list_files, api::get_file,
                                    api::delete_file>;

using gam_operations = operations<api::get_gam_access_token, api::refresh_gam_access_token, api::gam_signing_url,
                                  api::get_gam_user_info, api::get_gam_authentication_types>;

using instances_operations = operations<api::list_process_instances, api::start_instance, api::get_instance,
                                        api::get_instance_history, api::set_instance_subject,
                                        api::set_instance_variables, api::send_user_signal, api::abort_instance,
                                        api::upload_artifacts, api::get_thread_information>;

using integrations_operations = operations<api::list_tool_plugins, api::get_tool_plugin, api::upsert_tool_plugin,
                                           api::delete_tool_plugin, api::import_tool_plugin,
                                           api::publish_tool_plugin_tools, api::inspect_tool_plugin_security_scheme,
                                           api::inspect_tool_plugin_manifest, api::create_tool_plugin_challenge,
                                           api::list_tool_plugin_interactions, api::update_tool_plugin_interaction,
                                           api::close_tool_plugin_interaction, api::register_tool_proxy,
                                           api::dequeue_tool_proxy, api::send_tool_proxy_result>;

using knowledge_bases_operations = operations<api::list_artifact_types, api::get_artifact_type,
                                              api::create_artifact_type, api::update_artifact_type,
                                              api::delete_artifact_type, api::list_knowledge_bases,
                                              api::get_knowledge_base, api::create_knowledge_base,
                                              api::delete_knowledge_base, api::list_jobs>;

using llm_operations = operations<api::list_models, api::list_llm_providers, api::get_llm_provider,
                                  api::list_llm_models, api::get_llm_model>;

using organization_operations = operations<api::list_organization_assistants, api::list_projects, api::get_project,
                                           api::create_project, api::update_project, api::delete_project,
                                           api::list_project_tokens, api::export_requests, api::list_organizations,
                                           api::create_organization, api::delete_organization>;

using processes_operations = operations<api::list_processes, api::get_process, api::create_process, api::update_process,
                                        api::upsert_process, api::delete_process, api::publish_process_revision>;

using project_tokens_operations = operations<api::create_project_api_token, api::get_project_api_token,
                                             api::update_project_api_token, api::delete_project_api_token>;

using proxy_operations = operations<api::proxy_get, api::proxy_post, api::proxy_put, api::proxy_patch,
                                    api::proxy_delete>;

using rag_operations = operations<api::list_rag_profiles, api::get_rag_profile, api::create_rag_profile,
                                  api::update_rag_profile, api::delete_rag_profile, api::list_rag_documents,
                                  api::delete_all_rag_documents, api::upload_rag_document,
                                  api::upload_rag_document_binary, api::update_rag_document_metadata,
                                  api::get_rag_profile_log, api::get_rag_document, api::delete_rag_document,
                                  api::execute_rag>;

using reasoning_strategies_operations = operations<api::list_reasoning_strategies, api::get_reasoning_strategy,
                                                   api::create_reasoning_strategy, api::update_reasoning_strategy,
                                                   api::upsert_reasoning_strategy>;

using rerank_operations = operations<api::rerank_chunks>;

using responses_operations = operations<api::get_response, api::get_response_with_files>;

using secrets_operations = operations<api::list_secrets, api::get_secret, api::create_secret, api::update_secret,
                                      api::set_secret_accesses, api::get_secret_accesses>;

using tasks_operations = operations<api::list_tasks, api::get_task, api::create_task, api::update_task,
                                    api::upsert_task, api::delete_task, api::publish_task_revision>;

using tools_operations = operations<api::list_tools, api::get_tool, api::create_tool, api::update_tool,
                                    api::upsert_tool, api::delete_tool, api::publish_tool_revision,
                                    api::get_tool_parameters, api::set_tool_parameters, api::export_tool,
                                    api::import_tool, api::export_tool_v4, api::import_tool_v4>;

using usage_limits_operations = operations<api::create_organization_usage_limit, api::list_organization_usage_limits,
                                           api::get_latest_organization_usage_limit,
                                           api::delete_organization_usage_limit, api::set_organization_hard_limit,
                                           api::set_organization_soft_limit, api::set_organization_renewal_status,
                                           api::create_project_usage_limit, api::list_project_usage_limits,
                                           api::get_latest_project_usage_limit, api::get_active_project_usage_limit,
                                           api::delete_project_usage_limit, api::set_project_hard_limit,
                                           api::set_project_soft_limit, api::set_project_renewal_status>;

}  // namespace geai::test
