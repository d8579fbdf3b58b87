"""How the vendor's software was seen to word what the document words otherwise or not at all: by function and reply.

The texts are those of its own source and of what it answered in a trial; what stands in braces varies.
"""

NOT_ALLOWED = "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |{user}|{function}|"

# Permissions end in a pipe where the function only tells or changes leads, and without one where it changes the system.
WIRE_FORMS = """\
sounds_list not_permitted ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST: |{user}|0|
sounds_list inactive ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE: |{user}|0|
moh_list not_permitted ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST: |{user}|0|
moh_list inactive ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE: |{user}|0|
vm_list not_permitted ERROR: vm_list USER DOES NOT HAVE PERMISSION TO VIEW VOICEMAIL BOXES LIST: |{user}|0|
blind_monitor not_permitted ERROR: blind_monitor USER DOES NOT HAVE PERMISSION TO BLIND MONITOR: |{user}|0|
blind_monitor no_phone ERROR: blind_monitor INVALID PHONE LOGIN - {phone_login}|{user}
blind_monitor no_session ERROR: blind_monitor INVALID SESSION ID - {session_id}|{server_ip}|{user}
blind_monitor launched SUCCESS: blind_monitor HAS BEEN LAUNCHED - {phone_login}|{server}*{stage}{session_id}|{number}|{session_id}|{id}|{user}
agent_ingroup_info not_permitted ERROR: agent_ingroup_info USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|
agent_ingroup_info invalid ERROR: agent_ingroup_info INVALID USER ID - {agent_user}|{user}
recording_lookup not_permitted ERROR: recording_lookup USER DOES NOT HAVE PERMISSION TO GET RECORDING INFO: |{user}|0|
recording_lookup invalid ERROR: recording_lookup INVALID SEARCH PARAMETERS: {user}|{agent_user}|{lead_id}|{date}|{uniqueid}
recording_lookup none ERROR: recording_lookup NO RECORDINGS FOUND - {user}|{agent_user}|{lead_id}|{date}|{uniqueid}
did_log_export not_permitted ERROR: did_log_export USER DOES NOT HAVE PERMISSION TO GET DID INFO: |{user}|0|
did_log_export invalid ERROR: did_log_export INVALID SEARCH PARAMETERS: {user}|{phone}|{date}
did_log_export none ERROR: did_log_export NO RECORDS FOUND - {user}|{agent_user}|{lead_id}|{date}
phone_number_log not_permitted ERROR: phone_number_log USER DOES NOT HAVE PERMISSION TO GET CALL LOG INFO: |{user}|0|
phone_number_log invalid ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED: {user}|{phone}|{date}
phone_number_log none NOTICE: phone_number_log NO RECORDS FOUND FOR THIS PHONE NUMBER - {user}|{phone}|{lead_id}|{date}
agent_stats_export not_permitted ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|
agent_stats_export invalid ERROR: agent_stats_export INVALID SEARCH PARAMETERS: {user}|{agent_user}|{start}|{end}
agent_stats_export none ERROR: agent_stats_export NO RECORDS FOUND - {user}|{agent_user}|{lead_id}|{date}
user_group_status not_permitted ERROR: user_group_status USER DOES NOT HAVE PERMISSION TO GET USER GROUP INFO: |{user}|0|
user_group_status invalid ERROR: user_group_status INVALID SEARCH PARAMETERS: {user}|{user_groups}
in_group_status not_permitted ERROR: in_group_status USER DOES NOT HAVE PERMISSION TO GET IN-GROUP INFO: |{user}|0|
in_group_status invalid ERROR: in_group_status INVALID SEARCH PARAMETERS: {user}|{in_groups}
agent_status not_permitted ERROR: agent_status USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|
agent_status invalid ERROR: agent_status INVALID SEARCH PARAMETERS: {user}|{agent_user}
agent_status not_found ERROR: agent_status AGENT NOT FOUND: {user}|{agent_user}
agent_status not_logged_in ERROR: agent_status AGENT NOT LOGGED IN: {user}|{agent_user}
callid_info not_permitted ERROR: callid_info USER DOES NOT HAVE PERMISSION TO GET CALL INFO: |{user}|0|
callid_info invalid ERROR: callid_info INVALID SEARCH PARAMETERS: {user}|{call_id}
callid_info not_found ERROR: callid_info CALL NOT FOUND: {user}|{agent_user}
callid_info no_log ERROR: callid_info CALL LOG NOT FOUND: {user}|{agent_user}
lead_field_info not_permitted ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO: |{user}|0|
lead_field_info invalid ERROR: lead_field_info INVALID SEARCH PARAMETERS: {user}|{lead_id}|{field_name}
lead_field_info no_lead ERROR: lead_field_info LEAD NOT FOUND: {user}|{lead_id}
lead_field_info no_list ERROR: lead_field_info LIST NOT FOUND: {user}|{lead_id}
lead_field_info no_field ERROR: lead_field_info LIST FIELD NOT FOUND: {user}|{lead_id}
update_log_entry not_permitted ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS: |{user}|0|
update_log_entry invalid ERROR: update_log_entry INVALID SEARCH PARAMETERS: {user}|{group}|{call_id}|{status}
update_log_entry no_group ERROR: update_log_entry GROUP NOT FOUND: {user}|{group}
update_log_entry no_record ERROR: update_log_entry NO RECORDS FOUND: {user}|{group}|{call_id}|{status}
update_log_entry unchanged ERROR: update_log_entry NO RECORDS UPDATED: {user}|{group}|{call_id}|{status}|{old}|{uniqueid}
add_lead not_permitted ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |{user}|0|
add_lead name_in_list ERROR: add_lead DUPLICATE NAME PHONE IN LIST - {first}|{last}|{phone}|{list_id}|{lead_id}
add_lead dnc ERROR: add_lead PHONE NUMBER IN DNC - {phone}|{user}
add_lead campaign_dnc ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - {phone}|{campaign_id}|{user}
add_lead added SUCCESS: add_lead LEAD HAS BEEN ADDED - {phone}|{list_id}|{lead_id}|{gmt}|{user}
add_lead in_hopper NOTICE: add_lead ADDED TO HOPPER - {phone}|{lead_id}|{hopper_id}|{user}
add_lead outside_hours NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - {phone}|{lead_id}|{gmt}|0|{user}
add_lead custom_added NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - {phone}|{lead_id}|{list_id}|1
add_lead custom_disabled NOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - {phone}|{lead_id}|{custom_fields}|0
add_lead callback_added NOTICE: add_lead SCHEDULED CALLBACK ADDED - {lead_id}|{campaign_id}|{due}|{type}|{callback_user}|{status}
add_lead no_callback_user NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead_id}|{campaign_id}|{callback_user}|{type}
update_lead not_permitted ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM: |{user}|0|
update_lead updated SUCCESS: update_lead LEAD HAS BEEN UPDATED - {user}|{lead_id}|{rows}
update_lead deleted SUCCESS: update_lead LEAD HAS BEEN DELETED {callbacks}|{archived} - {user}|{lead_id}|1
update_lead custom_deleted NOTICE: update_lead CUSTOM FIELDS ENTRY DELETED - {phone}|{lead_id}|{list_id}|{entry_list}|{custom_list}|
update_lead custom_updated NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - {phone}|{lead_id}|{list_id}|{entry_list}|{custom_list}|{rows}
update_lead custom_undefined NOTICE: update_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - {phone}|{lead_id}|{list_id}
update_lead custom_disabled NOTICE: update_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - {phone}|{lead_id}|{custom_fields}|0
update_lead no_matches ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM: |{user}|{lead_id}|{vendor_lead_code}|{phone}
update_lead none_found NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM: |{user}|{lead_id}|{vendor_lead_code}|{phone}
update_lead no_method ERROR: update_lead NO VALID SEARCH METHOD - {user}|{method}|{lead_id}|{vendor_lead_code}|{phone}
update_lead bad_insertion ERROR: update_lead INVALID DATA FOR LEAD INSERTION - {user}|{phone}|{phone_code}|{list_id}|Y
update_lead added SUCCESS: update_lead LEAD HAS BEEN ADDED - {phone}|{list_id}|{lead_id}|{gmt}|{user}
update_lead callback_added NOTICE: update_lead SCHEDULED CALLBACK ADDED - {lead_id}|{campaign_id}|{due}|{type}|{callback_user}|{status}
update_lead callback_updated NOTICE: update_lead SCHEDULED CALLBACK UPDATED - {lead_id}|{campaign_id}|{due}|{type}|{callback_user}|{status}
update_lead no_callback_user NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead_id}|{campaign_id}|{callback_user}|{type}
update_lead in_hopper NOTICE: update_lead ADDED TO HOPPER - {phone}|{lead_id}|{hopper_id}|{user}
update_lead not_in_hopper NOTICE: update_lead NOT ADDED TO HOPPER - {phone}|{lead_id}|{hopper_id}|{user}
update_lead lead_not_allowed ERROR: update_lead NOT AN ALLOWED LIST ID - {list_id}
add_user not_permitted ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS: |{user}|0
add_user incomplete ERROR: add_user YOU MUST USE ALL REQUIRED FIELDS: |{user}|{agent_user}|{pass}|{level}|{name}|{group}
add_user level_too_high ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS IN THIS USER LEVEL: |{user}|{level}|{own_level}
add_user no_group ERROR: add_user USER GROUP DOES NOT EXIST: |{user}|{group}
add_user taken ERROR: add_user USER ALREADY EXISTS: |{user}|{agent_user}
update_user not_permitted ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS: |{user}|0
update_user may_not_delete ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS: |{user}|0
update_user unknown ERROR: update_user USER DOES NOT EXIST: |{user}|
update_user bad_voicemail_id ERROR: update_user YOU MUST USE A VALID VOICEMAIL ID, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_email ERROR: update_user YOU MUST USE A VALID EMAIL, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_custom_one ERROR: update_user YOU MUST USE A VALID CUSTOM ONE, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_custom_two ERROR: update_user YOU MUST USE A VALID CUSTOM TWO, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_custom_three ERROR: update_user YOU MUST USE A VALID CUSTOM THREE, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_custom_four ERROR: update_user YOU MUST USE A VALID CUSTOM FOUR, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_custom_five ERROR: update_user YOU MUST USE A VALID CUSTOM FIVE, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user bad_active ERROR: update_user ACTIVE MUST BE Y OR N, THIS IS AN OPTIONAL FIELD: |{user}|{value}
update_user ranked NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - {user}|{agent_user}|{rank}|{grade}
update_user ranked_in_one NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - {user}|{agent_user}|{rank}|{grade}|{campaign}|1
update_user updated SUCCESS: update_user USER HAS BEEN UPDATED - {user}|{agent_user}|
update_user deleted SUCCESS: update_user USER HAS BEEN DELETED - {user}|{agent_user}|
add_group_alias not_permitted ERROR: add_group_alias USER DOES NOT HAVE PERMISSION TO ADD GROUP ALIASES: |{user}|0
add_group_alias incomplete ERROR: add_group_alias YOU MUST USE ALL REQUIRED FIELDS: |{user}|{alias_id}|{alias_name}|{number}
add_group_alias taken ERROR: add_group_alias GROUP ALIAS ALREADY EXISTS: |{user}|{alias_id}|{number}
add_group_alias added SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - {user}|{alias_id}|{alias_name}|{number}
add_phone not_permitted ERROR: add_phone USER DOES NOT HAVE PERMISSION TO ADD PHONES: |{user}|0
add_phone no_server ERROR: add_phone SERVER DOES NOT EXIST: |{user}|{server_ip}
add_phone taken ERROR: add_phone PHONE ALREADY EXISTS ON THIS SERVER: |{user}|{server_ip}|{extension}
update_list leads_reset NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - {user}|{list_id}|{count}
update_list list_deleted NOTICE: update_list LIST HAS BEEN DELETED - {user}|{list_id}|1
update_list leads_deleted NOTICE: update_list LEADS IN LIST HAVE BEEN DELETED - {user}|{list_id}|{count}
update_list may_not_delete_lists NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LISTS: |{user}|0
update_list may_not_delete_leads NOTICE: update_list USER DOES NOT HAVE PERMISSION TO DELETE LEADS: |{user}|0
update_list bad_expiration_date ERROR: update_list EXPIRATION DATE IS NOT VALID, THIS IS AN OPTIONAL FIELD: |{user}|{date}
add_list bad_expiration_date ERROR: add_list EXPIRATION DATE IS NOT VALID, THIS IS AN OPTIONAL FIELD: |{user}|{date}
update_campaign hopper_reset NOTICE: update_campaign HOPPER HAS BEEN RESET - {user}|{campaign_id}|
update_campaign not_allowed ERROR: update_campaign NOT AN ALLOWED CAMPAIGN ID - {campaign_id}
"""  # noqa: E501 - one reply, one line
